// One person's data: what there is, taking it away, and what stays.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

async function member(web) {
  const kana = web.uniqueKana();
  const { id } = await web.member({ family_name: '個人', given_name: kana, kana: `こじん ${kana}`, note: '覚え書き' });
  return { id, kana };
}

export async function a_persons_data_is_shown_and_downloaded(web) {
  const { id, kana } = await member(web);
  const organizer = await web.organizer();
  await organizer.go(`/members/${id}/data`);
  await organizer.says(kana);
  const file = await organizer.download(`form[action="/members/${id}/data/download"] button`);
  assert.ok(readFileSync(file.path, 'utf8').includes(kana));
}

export async function a_person_is_erased_after_a_confirmation(web) {
  const { id, kana } = await member(web);
  const organizer = await web.organizer();
  await organizer.go(`/members/${id}/erase`);
  await organizer.press('main form.form button.danger', 422);
  await organizer.fill({ confirmed: true });
  await organizer.press('main form.form button.danger');
  await organizer.go(`/members/${id}`, 404);
  await organizer.go('/audit');
  await organizer.saysNot(kana);
}

export async function answers_to_events_are_linked_to_a_member(web) {
  const { id } = await member(web);
  const organizer = await web.organizer();
  await organizer.go(`/members/${id}/answers`);
}
