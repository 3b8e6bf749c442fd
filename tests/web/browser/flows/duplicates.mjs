// Two rows that are one person, and two people who are not.
import assert from 'node:assert/strict';

// Two new members who look like one, by the API; the organizer is on the page that compares them.
async function pair(web) {
  const kana = web.uniqueKana();
  const fields = { given_name: kana, kana: `じゅうふく ${kana}` };
  const one = await web.member({ ...fields, family_name: '重複', email: 'one@example.jp' });
  const other = await web.member({ ...fields, family_name: '重複', department: '資材課' });
  const organizer = await web.organizer();
  await organizer.go(`/members/duplicates/${one.id}/${other.id}`);
  return { organizer, one, other, kana };
}

export async function two_rows_are_merged_and_taken_apart(web) {
  const { organizer, one, other } = await pair(web);
  await organizer.submit('/merge');
  await organizer.says('資材課');
  await organizer.says('one@example.jp');
  await organizer.go(`/members/${other.id}`);
  await organizer.says(web.t('roster.merged'));
  await organizer.go('/members/duplicates/merged');
  await organizer.submit(`/merges/${other.id}/undo`);
  await organizer.go(`/members/${one.id}`);
  const facts = (await organizer.at('main dl').allInnerTexts()).join(' ');
  assert.ok(facts.includes('one@example.jp') && !facts.includes('資材課'), facts);
}

export async function who_is_not_the_same_is_not_proposed_again(web) {
  const { organizer, kana } = await pair(web);
  await organizer.submit('/apart');
  await organizer.go('/members/duplicates');
  await organizer.saysNot(kana);
  await organizer.go('/members/duplicates/apart');
  await organizer.says(kana);
}

export async function candidates_come_with_their_reasons(web) {
  const organizer = await web.organizer();
  await organizer.go('/members/duplicates');
  await organizer.says('高橋 一郎');
  assert.ok((await organizer.at('main li.card').count()) >= 3);
}
