// An organizer's phone as a desk, the sheets for the day, and what was ticked on them.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../server.mjs';

const EDITION = '東京会場';

async function editionOf(web) {
  const { items: events } = await web.server.api('GET', '/events');
  for (const event of events) {
    const { items } = await web.server.api('GET', `/events/${event.id}/editions`);
    const found = items.find(({ name }) => name === EDITION);
    if (found) return found;
  }
  throw new Error(`no edition ${EDITION}`);
}

async function guest(web, edition, more = {}) {
  const kana = web.uniqueKana();
  const fields = { state: 'yes', mode: 'onsite', family_name: kana, given_name: '試', kana, ...more };
  return { kana, ...(await web.server.api('POST', `/editions/${edition.id}/rsvps`, fields)) };
}

// The paths of the edition's tickets by what a desk would answer.
async function tickets(web) {
  const folder = mkdtempSync(join(tmpdir(), 'uke-tickets-'));
  try {
    await runCommand(web.server.binary, ['tickets', '--edition', EDITION, '--out', folder, '--data', web.server.data, '--lang', 'en']);
    const all = JSON.parse(readFileSync(join(folder, 'tickets.json'), 'utf8'));
    return new Map(all.map(({ verdict, text }) => [verdict, text.slice(text.lastIndexOf('/T/'))]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function a_ticket_is_judged_on_an_organizers_phone(web) {
  const organizer = await web.organizer('reception');
  for (const [verdict, path] of await tickets(web)) {
    await organizer.go(path);
    assert.equal(await organizer.at('.verdict').count(), 1, verdict);
  }
}

export async function somebody_without_a_code_is_found_let_in_and_let_out_again(web) {
  const edition = await editionOf(web);
  const who = await guest(web, edition, { fee: 0, companions: [{}] });
  const organizer = await web.organizer('reception');
  await organizer.go(`/editions/${edition.id}/desk`);
  await organizer.fill({ q: who.kana });
  await organizer.press(organizer.at('.toolbar button'));
  await organizer.press(organizer.at('#results a.desk-hit').first());
  await organizer.press(organizer.at('.desk-act button.primary').first());
  if ((await organizer.at('.verdict.good').count()) === 0) await organizer.press(organizer.at('.desk-act button').first());
  assert.equal(await organizer.at('.verdict.good').count(), 1, await organizer.text());
  await organizer.submit('/desk/undo');
  await organizer.says(web.t('flash.check_in_undone'));
}

export async function a_phone_says_which_door_it_stands_at(web) {
  const edition = await editionOf(web);
  const organizer = await web.organizer('reception', { fresh: true });
  await organizer.go(`/editions/${edition.id}/desk`);
  await organizer.submit('/desk/here');
  await organizer.says(web.t('flash.desk_here', { edition: web.mode.language === 'en' ? edition.name_en || edition.name : edition.name }));
}

export async function what_was_ticked_on_paper_is_entered_and_taken_back(web) {
  const edition = await editionOf(web);
  const organizer = await web.organizer();
  await organizer.go(`/editions/${edition.id}/batch`);
  const box = organizer.at('input[name="came"]').first();
  const id = await box.getAttribute('value');
  await box.check();
  await organizer.press(organizer.at('main form.stack button.primary'));
  await organizer.press(organizer.at(`button[form="undo-${id}"]`));
  await organizer.says(web.t('flash.paper_undone'));
  const paid = organizer.at('input[name="paid"]').first();
  const payer = await paid.getAttribute('value');
  await paid.check();
  await organizer.at(`input[name="amount-${payer}"]`).fill('五千');
  await organizer.press(organizer.at('main form.stack button.primary'), 422);
  await organizer.says(web.t('batch.bad_amount'));
}

export async function the_set_for_the_day_before_is_printed(web) {
  const edition = await editionOf(web);
  const organizer = await web.organizer('reception');
  await organizer.go(`/editions/${edition.id}/paper`);
  const set = await organizer.download(organizer.button('/paper/set.pdf'));
  assert.ok(readFileSync(set.path).subarray(0, 4).equals(Buffer.from('%PDF')), set.name);
  const paper = await organizer.download(organizer.button('/tickets.pdf'));
  assert.ok(readFileSync(paper.path).subarray(0, 4).equals(Buffer.from('%PDF')), paper.name);
  await organizer.go(`/editions/${edition.id}/paper`);
  for (const box of await organizer.at('input[name="part"]').all()) await box.uncheck();
  await organizer.submit('/paper/set.pdf', 422);
  await organizer.says(web.t('paper.none_chosen'));
}
