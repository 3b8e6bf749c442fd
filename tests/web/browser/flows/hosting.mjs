// The organizers' side of answers: the number for the shop, the list, one answer, messages.
import assert from 'node:assert/strict';

async function edition(web, name = '東京会場') {
  const { items: events } = await web.server.api('GET', '/events');
  for (const event of events) {
    const { items } = await web.server.api('GET', `/events/${event.id}/editions`);
    const found = items.find((one) => one.name === name);
    if (found) return found;
  }
  throw new Error(`no edition ${name}`);
}

// An answer under a name that nobody else has.
async function answer(web, place, more = {}) {
  const kana = web.uniqueKana();
  const row = await web.server.api('POST', `/editions/${place.id}/rsvps`, {
    state: 'yes', mode: 'onsite', family_name: '旗手', given_name: kana, kana: `はたて ${kana}`, ...more,
  });
  return { row, kana };
}

export async function the_shop_is_told_a_number_and_it_can_be_taken_back(web) {
  const place = await edition(web, '大阪会場');
  const organizer = await web.organizer();
  await organizer.go(`/editions/${place.id}/catering`);
  await organizer.says(web.t('catering.headline'));
  const summary = organizer.at('main details summary').filter({ hasText: web.t('catering.tell.more') });
  await summary.click();
  await organizer.fill({ number: '２１' });
  await organizer.submit('/calls');
  await organizer.says('21');
  await organizer.submit('/undo');
  await organizer.says(web.t('catering.taken_back'));
}

export async function somebody_is_found_by_sound_and_marked_as_paid(web) {
  const place = await edition(web);
  const { kana } = await answer(web, place);
  const organizer = await web.organizer('treasurer');
  await organizer.go(`/editions/${place.id}/rsvps`);
  await organizer.fill({ q: kana });
  await organizer.submit('/rsvps');
  await organizer.says(kana);
  await organizer.submit('/paid');
  await organizer.says(web.t('ui.undo'));
}

export async function an_answer_by_telephone_is_added_edited_cancelled_and_brought_back(web) {
  const place = await edition(web, '大阪会場');
  const organizer = await web.organizer();
  const kana = web.uniqueKana();
  await organizer.go(`/editions/${place.id}/rsvps/new`);
  await organizer.fill({ family_name: `電話${kana}` });
  await organizer.submit('/new');
  await organizer.says(`電話${kana}`);
  const one = organizer.path;
  await organizer.go(`${one}/edit`);
  await organizer.fill({ note: '入口で待つ' });
  await organizer.submit('/edit');
  await organizer.says('入口で待つ');
  await organizer.submit('/state');
  await organizer.says(web.t('rsvps.state.cancelled'));
  await organizer.submit('/state');
  await organizer.says(web.t('rsvps.state.yes'));
}

export async function an_answer_is_looked_up_on_the_roster(web) {
  const place = await edition(web);
  const { row, kana } = await answer(web, place);
  await web.member({ family_name: '旗手', given_name: kana, kana: `はたて ${kana}` });
  const organizer = await web.organizer();
  await organizer.go(`/rsvps/${row.id}`);
  await organizer.fill({ q: kana });
  await organizer.submit('/find-member');
  await organizer.submit('/member');
  await organizer.says(web.t('rsvps.member_is'));
}

export async function the_list_is_taken_away_only_with_a_purpose(web) {
  const place = await edition(web);
  const organizer = await web.organizer();
  await organizer.go(`/editions/${place.id}/rsvps/export`);
  await organizer.submit('/export', 422);
  await organizer.says(web.t('fault.required'));
}

export async function a_message_is_written_looked_at_and_discarded(web) {
  const place = await edition(web);
  const organizer = await web.organizer();
  await organizer.go(`/editions/${place.id}/messages`);
  await organizer.go(`/editions/${place.id}/messages/new`);
  const subject = `持ち物 ${web.uniqueKana()}`;
  await organizer.fill({ subject, body: '{nmae}さん' });
  await organizer.submit('/new', 422);
  await organizer.says('nmae');
  await organizer.fill({ body: '{name}さん、名札をお持ちください。' });
  await organizer.submit('/new');
  await organizer.says(web.t('announcement.preview'));
  const one = organizer.path;
  await organizer.go(`${one}/edit`);
  await organizer.fill({ body: '{name}さん、お楽しみに。' });
  await organizer.submit('/edit');
  const forTheGroup = await organizer.at('#group').inputValue();
  assert.ok(forTheGroup.includes(`${web.t('announcement.everybody')}、お楽しみに`), forTheGroup);
  await organizer.submit('/discard');
  await organizer.saysNot(subject);
  assert.ok(organizer.path.endsWith('/messages'));
}
