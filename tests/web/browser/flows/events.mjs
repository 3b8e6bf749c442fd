// Events and editions: made, edited, copied to next year, with fees, goods and a programme; cancelled; edited by two at once.
import assert from 'node:assert/strict';

// A new event with one edition, made by an admin who stays at its page.
async function made(web, more = {}) {
  const name = `イベント${web.uniqueKana()}2027`;
  const admin = await web.organizer();
  await admin.go('/events/new');
  await admin.fill({ name, edition_name: '大阪会場', place: '大阪市北区一丁目\n花の会館 三階', capacity_onsite: '４０', door_fee: '5,000円', ...more });
  await admin.submit('/events/new');
  await admin.says(name);
  return { admin, name, event: admin.path };
}

async function editionOf(admin) {
  await admin.press(admin.at('main a[href^="/editions/"]'));
  return admin.path;
}

export async function an_event_is_made_and_its_link_handed_over(web) {
  const { admin, name, event } = await made(web);
  const text = await admin.at('#paste').inputValue();
  const link = await admin.at('#link').inputValue();
  assert.ok(text.includes(name) && text.includes(link), text);
  assert.match(link, /\/e\/[2-9a-z]{17,}$/);
  const visitor = await web.visitor();
  await visitor.go(new URL(link).pathname);
  await visitor.says(name);
  await admin.go('/events');
  await admin.says(name);
  await admin.go(event);
  await admin.press(`main a[href="${event}/link"]`);
  await admin.press('main .confirm button.danger');
  assert.notEqual(await admin.at('#link').inputValue(), link);
  await visitor.go(new URL(link).pathname, 404);
}

export async function a_form_with_mistakes_comes_back_as_it_was_typed(web) {
  const admin = await web.organizer();
  await admin.go('/events/new');
  await admin.fill({ name: '', edition_name: '<b>大阪</b>', door_fee: 'いくらか' });
  await admin.submit('/events/new', 422);
  assert.equal(await admin.at('[name=edition_name]').inputValue(), '<b>大阪</b>');
  assert.equal(await admin.at('[name=door_fee]').inputValue(), 'いくらか');
  assert.equal(await admin.at('[name=name]').getAttribute('aria-invalid'), 'true');
}

export async function an_event_and_its_edition_are_edited(web) {
  const { admin, event } = await made(web);
  await admin.press(`main a[href="${event}/edit"]`);
  await admin.fill({ description: '一年に一度の会です。\nどうぞお越しください。', handover: '料理は一割少なくてよい', link_trust: 'roster_only' });
  await admin.submit(`${event}/edit`);
  await admin.says('料理は一割少なくてよい');
  const edition = await editionOf(admin);
  await admin.says(web.t('edition.missing'));
  await admin.press(`main a[href="${edition}/edit"]`);
  await admin.fill({
    map_url: 'javascript:alert(1)', contact: '090-0000-0000（田中）', rsvp_closes_ms: '2027-02-18T23:59', maybe_until_ms: '2027-02-13T23:59',
    cancel_free_until_ms: '2027-02-16T12:00', cancel_fee: '3000', caterer: '花屋 06-0000-0000', food_price: '3,600', food_fixed_ms: '2027-02-16T12:00',
    asks_after_party: true, after_party: '駅前の店で4,000円', tell: true, place: '大阪市北区二丁目',
  });
  await admin.submit(`${edition}/edit`, 422);
  assert.equal(await admin.at('[name=contact]').inputValue(), '090-0000-0000（田中）');
  await admin.fill({ map_url: 'https://maps.example/osaka' });
  await admin.submit(`${edition}/edit`);
  await admin.says('https://maps.example/osaka');
  await admin.says(web.mode.language === 'ja' ? '2027年2月16日(火) 12:00' : 'Tue 16 Feb 2027 12:00');
  const reception = await web.organizer('reception');
  await reception.go(edition);
  await reception.says('花屋');
  await reception.go(`${edition}/edit`, 403);
}

export async function another_edition_is_added(web) {
  const { admin, event } = await made(web);
  await admin.press(`main a[href="${event}/editions/new"]`);
  await admin.fill({ edition_name: '', starts: '19:00' });
  await admin.submit('/editions/new', 422);
  await admin.fill({ edition_name: '福岡会場' });
  await admin.submit('/editions/new');
  await admin.says('福岡会場');
}

export async function next_years_event_is_a_copy_with_last_years_notes_on_top(web) {
  const { admin, name, event } = await made(web);
  await admin.press(`main a[href="${event}/edit"]`);
  await admin.fill({ handover: '音響は早めに予約' });
  await admin.submit(`${event}/edit`);
  await admin.press(`main a[href="${event}/copy"]`);
  const ja = web.mode.language === 'ja';
  await admin.says(ja ? '2027年2月20日(土)' : 'Sat 20 Feb 2027');
  await admin.says(ja ? '2028年2月20日(日)' : 'Sun 20 Feb 2028');
  await admin.submit(`${event}/copy`);
  await admin.says(name.replace('2027', '2028'));
  await admin.says('音響は早めに予約');
  assert.notEqual(admin.path, event);
}

export async function a_programme_has_speakers_with_links_of_their_own(web) {
  const { admin } = await made(web);
  const edition = await editionOf(admin);
  await admin.go(`${edition}/programme`);
  for (const [title, speaker] of [['開会', ''], ['講演', '田中 花子']]) {
    await admin.press(`main a[href="${edition}/programme/new"]`);
    await admin.fill({ title, speaker });
    await admin.submit('/programme/new');
  }
  assert.match(await admin.at('main input[readonly]').inputValue(), /\/e\/[2-9a-z]+\?via=[2-9a-z]{8}$/);
  const titles = () => admin.at('main .stack h2').allInnerTexts();
  assert.deepEqual(await titles(), ['開会', '講演']);
  await admin.press(admin.at('main li', { hasText: '講演' }).locator('form[action$="/move"] button'));
  assert.deepEqual(await titles(), ['講演', '開会']);
  await admin.press(admin.at('main li', { hasText: '開会' }).locator('a.button'));
  await admin.fill({ title: '' });
  await admin.press('main form.form button.primary', 422);
  await admin.fill({ title: '開会のことば' });
  await admin.press('main form.form button.primary');
  await admin.press(admin.at('main li', { hasText: '開会のことば' }).locator('a.button'));
  await admin.press('main a.danger');
  await admin.press('main .confirm button.danger');
  assert.deepEqual(await titles(), ['講演']);
}

export async function fees_and_goods_are_added_edited_and_removed(web) {
  const { admin } = await made(web);
  const edition = await editionOf(admin);
  for (const [part, fields] of [['fees', { name: '学生', amount: '２０００' }], ['goods', { name: '記念どら焼き', price: '300円' }]]) {
    await admin.go(`${edition}/${part}`);
    await admin.press(`main a[href="${edition}/${part}/new"]`);
    await admin.fill({ ...fields, name: '' });
    await admin.submit(`/${part}/new`, 422);
    await admin.fill(fields);
    await admin.submit(`/${part}/new`);
    await admin.says(fields.name);
    await admin.press(admin.at('main li').locator('a.button'));
    await admin.fill({ retired: true });
    await admin.press('main form.form button.primary');
    await admin.says(web.t('edition.retired'));
    await admin.press(admin.at('main li').locator('a.button'));
    await admin.press('main a.danger');
    await admin.press('main .confirm button.danger');
    await admin.says(web.t(part === 'fees' ? 'fee.empty' : 'goods.empty'));
  }
}

export async function an_edition_is_cancelled_and_restored(web) {
  const { admin } = await made(web);
  const edition = await editionOf(admin);
  await admin.press(`main a[href="${edition}/cancel"]`);
  await admin.press('main .confirm button.danger');
  await admin.says(web.t('edition.state.cancelled'));
  await admin.press(`main a[href="${edition}/cancel"]`);
  await admin.press('main .confirm button');
  await admin.says(web.t('edition.state.open'));
}

export async function two_who_edit_at_once_choose_between_both(web) {
  const { admin } = await made(web);
  const edition = await editionOf(admin);
  const other = await web.organizer('admin', { fresh: true });
  await admin.go(`${edition}/edit`);
  await other.go(`${edition}/edit`);
  await other.fill({ place: '別の会館', contact: '090-1111-1111' });
  await other.submit(`${edition}/edit`);
  await admin.fill({ place: '私の会館' });
  await admin.submit(`${edition}/edit`, 409);
  await admin.says('別の会館');
  await admin.says('私の会館');
  await admin.fill({ pick_place: 'theirs' });
  await admin.submit(`${edition}/edit`);
  await admin.says('別の会館');
  await admin.says('090-1111-1111'); // who did not touch a field does not take it back
}
