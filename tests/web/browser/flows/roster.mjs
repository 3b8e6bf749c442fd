// Finding, adding, editing and taking away members.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readXlsx } from '../tables.mjs';

const SCRIPT_NAME = '<script>document.title="hacked"</script>';
const LONG_NAME = '寿限無'.repeat(33);

async function found(web, organizer, text) {
  await organizer.go('/members');
  await organizer.fill({ q: text });
  await organizer.press('main form.toolbar .search button');
  assert.equal(new URL(organizer.page.url()).search, '', 'what was searched for stands in the address');
  return organizer.at('#results tbody th').allInnerTexts();
}

// A new member with a name of their own; leaves the organizer on that member's page.
async function added(web, organizer, more = {}) {
  const kana = web.uniqueKana();
  await organizer.go('/members/new');
  await organizer.fill({ family_name: '試験', given_name: kana, kana: `しけん ${kana}`, ...more });
  await organizer.press('main form.form button.primary');
  assert.match(organizer.path, /^\/members\/[0-9a-f-]{36}$/);
  return { kana, name: `試験 ${kana}`, path: organizer.path };
}

export async function everybody_is_found_by_each_spelling(web) {
  const organizer = await web.organizer('reception');
  const spellings = {
    '髙橋 一郎': ['髙橋一郎', '高橋', 'たかはし いちろう', 'タカハシ', 'ﾀｶﾊｼ'],
    '山﨑 美智子': ['山崎美智子', '鈴木美智子', 'やまさき'],
    '𠮷野 守': ['吉野', 'よっしー'],
    '勅使河原 三左衛門尉忠勝': ['てしがはら さんざえもん'.replace('は', 'わ')],
  };
  for (const [name, typed] of Object.entries(spellings)) {
    for (const text of typed) {
      const names = await found(web, organizer, text);
      assert.ok(names.some((row) => row.includes(name)), `${text} does not find ${name}: ${names.slice(0, 5)}`);
    }
  }
  assert.deepEqual(await found(web, organizer, '誰でもない名前'), []);
}

export async function the_list_is_narrowed_down_and_turned_page_by_page(web) {
  const organizer = await web.organizer();
  await organizer.go('/members');
  const first = await organizer.at('#results tbody th').allInnerTexts();
  await organizer.press(organizer.at('a', { hasText: web.t('ui.next_page') }));
  const second = await organizer.at('#results tbody th').allInnerTexts();
  assert.notDeepEqual(first, second);
  await organizer.go('/members?row=wa');
  for (const kana of await organizer.at('#results tbody th > a + .kana').allInnerTexts()) assert.match(kana, /^[わゐゑをん]/);
  await organizer.go('/members');
  await organizer.seen('select[name=state]');
  await organizer.fill({ state: 'deceased' });
  await organizer.press('main form.toolbar .search button');
  const states = new Set(await organizer.at('#results tbody .chip').allInnerTexts());
  assert.deepEqual([...states], [web.t('member.state.deceased')]);
}

export async function typing_searches_at_once_where_there_is_script(web) {
  if (!web.mode.script) return;
  const organizer = await web.organizer('reception');
  await organizer.go('/members');
  await organizer.at('#q').pressSequentially('てしがわら');
  await organizer.page.waitForFunction(() => document.querySelectorAll('#results tbody tr').length === 1);
  await organizer.lookAround();
  assert.equal(new URL(organizer.page.url()).search, '');
}

export async function a_member_is_added_and_edited(web) {
  const organizer = await web.organizer();
  const { path, name } = await added(web, organizer, { email: 'shiken@example.jp', joined_year: '1988', site: '大阪事業所' });
  await organizer.says(name);
  await organizer.press(`main a[href="${path}/edit"]`);
  await organizer.fill({ former_name: '旧試験', note: '一行目\n二行目' });
  await organizer.press('main form.form button.primary');
  await organizer.says('旧試験');
  await organizer.says('二行目');
}

export async function mistakes_are_said_beside_their_fields_and_nothing_is_lost(web) {
  const organizer = await web.organizer();
  await organizer.go('/members/new');
  await organizer.press('main form.form button.primary', 422);
  await organizer.fill({ family_name: SCRIPT_NAME, kana: 'abc', email: 'nobody', joined_year: '19', note: 'あ'.repeat(2100) });
  await organizer.press('main form.form button.primary', 422);
  for (const field of ['kana', 'email', 'joined_year', 'note']) {
    assert.equal(await organizer.at(`[name=${field}]`).getAttribute('aria-invalid'), 'true', field);
  }
  assert.equal(await organizer.at('[name=family_name]').inputValue(), SCRIPT_NAME);
  assert.equal(await organizer.at('[name=joined_year]').inputValue(), '19');
}

export async function what_looks_like_script_is_a_name_like_any_other(web) {
  const organizer = await web.organizer();
  const { kana, path } = await added(web, organizer, { family_name: SCRIPT_NAME, email: 'a"b\'@example.jp' }).catch(async () => {
    return added(web, organizer, { family_name: SCRIPT_NAME });
  });
  await organizer.says(SCRIPT_NAME);
  await organizer.go(`${path}/edit`);
  assert.ok((await found(web, organizer, kana))[0].includes(SCRIPT_NAME));
  for (const page of ['/audit', '/members/statistics', '/home']) await organizer.go(page);
  assert.ok(!(await organizer.page.title()).includes('hacked'));
}

export async function long_names_fit_on_every_page(web) {
  const organizer = await web.organizer();
  const { path, kana } = await added(web, organizer, { family_name: LONG_NAME, department: '国際標準化推進'.repeat(14), email: `${'long'.repeat(15)}@example.jp` });
  await organizer.go(`${path}/edit`);
  await found(web, organizer, kana);
}

export async function two_organizers_who_edit_at_once_are_shown_both(web) {
  const first = await web.organizer();
  const { path } = await added(web, first);
  const second = await web.organizer();
  await first.go(`${path}/edit`);
  await second.go(`${path}/edit`);
  await first.fill({ department: '画像技術部', region: '大阪府' });
  await first.press('main form.form button.primary');
  await second.fill({ department: '広報部' });
  await second.press('main form.form button.primary', 409);
  await second.says('画像技術部');
  await second.says('広報部');
  await second.press('main form.form button.primary');
  await second.says('大阪府');
}

export async function a_death_is_noted_and_taken_back(web) {
  const organizer = await web.organizer();
  const { path } = await added(web, organizer);
  await organizer.press(organizer.at(`form[action="${path}/state"]`, { has: organizer.page.locator('[value=deceased]') }).locator('button'));
  await organizer.says(web.t('member.state.deceased'));
  await organizer.press('.flash form button');
  assert.equal(await organizer.at('main .page-head .chip').innerText(), web.t('member.state.approved'));
}

export async function a_list_is_handed_out_and_noted(web) {
  const organizer = await web.organizer();
  await found(web, organizer, 'たかはし');
  await organizer.submit('/members/export/selection');
  await organizer.fill({ type: 'xlsx', purpose: `案内状 ${web.mode.name}` });
  const file = await organizer.download('main form.form button.primary');
  assert.match(file.name, /\.xlsx$/);
  const { rows, formulas } = readXlsx(file.path);
  assert.equal(formulas, 0);
  assert.ok(rows.length > 3 && rows.length < 100, `${rows.length} rows`);
  assert.ok(rows.some((row) => row.includes('髙橋')));
  await organizer.go('/handouts');
  await organizer.says(`案内状 ${web.mode.name}`);
}

export async function the_whole_roster_is_handed_out_only_for_a_purpose(web) {
  const organizer = await web.organizer();
  await organizer.go('/members/export');
  await organizer.fill({ type: 'csv' });
  await organizer.press('main form.form button.primary', 422);
  await organizer.fill({ purpose: '年賀状' });
  const file = await organizer.download('main form.form button.primary');
  assert.match(file.name, /\.csv$/);
  const text = readFileSync(file.path, 'utf8');
  assert.ok(text.startsWith('\uFEFF') && text.includes('\r\n') && text.includes('𠮷野'), text.slice(0, 200));
}

export async function the_whole_is_shown_as_plots_and_tables(web) {
  const organizer = await web.organizer();
  await organizer.go('/members/statistics');
  assert.ok((await organizer.at('main svg').count()) > 3);
  await organizer.seen('main table');
  await organizer.lookAround();
}

export async function reception_reads_and_does_not_change(web) {
  const reception = await web.organizer('reception');
  await reception.go('/members');
  assert.equal(await reception.at('main a[href="/members/new"]').count(), 0);
  await reception.press('#results tbody th a');
  assert.equal(await reception.at('main a[href$="/edit"]').count(), 0);
  for (const path of ['/members/new', '/members/duplicates', '/imports']) await reception.go(path, 403);
}
