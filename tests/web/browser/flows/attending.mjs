// The attendee's way: from the link in the group to a ticket in hand, and whatever can be done about it afterwards.
import assert from 'node:assert/strict';

// The demo's party: where it is, and the id of one of its editions.
async function partyOf(web, name) {
  const { items: events } = await web.server.api('GET', '/events');
  const event = events.find((one) => one.name.endsWith('2027'));
  const { slug } = await web.server.api('GET', `/events/${event.id}/details`);
  const { items: editions } = await web.server.api('GET', `/events/${event.id}/editions`);
  return { event, path: `/e/${slug}`, edition: editions.find((one) => one.name === name) };
}

async function fillIn(visitor, kana, more = {}) {
  await visitor.fill({ family_name: '参加', given_name: kana, kana: `さんか ${kana}`, ...more });
}

// Answers in a browser of their own; gives the person on their page, and the path of that page.
async function answered(web, { place = '大阪会場', mode = 'onsite', more = {}, companions = 0 } = {}) {
  const party = await partyOf(web, place);
  const kana = web.uniqueKana();
  const person = await web.visitor();
  await person.go(party.path);
  await person.press(`main a[href*="${party.edition.id}"][href*="mode=${mode}"]`);
  for (let i = 0; i < companions; i += 1) await person.press('main button[value=companion]');
  await fillIn(person, kana, more);
  await person.press('main form.form button.primary');
  await person.says(kana);
  await person.press('main button[value=send]');
  assert.match(person.path, /^\/my\//);
  return { person, kana, party, my: person.path };
}

export async function somebody_answers_and_has_a_ticket_in_hand(web) {
  const { person, kana, party, my } = await answered(web, { more: { food: 'えび', comment: '孫が生まれました。', comment_public: true } });
  await person.says(web.t('flash.answer_sent'));
  await person.press('main #ticket a.button');
  assert.match(person.path, /^\/T\/[A-Z2-7]{125}$/);
  await person.says(kana);
  await person.says(web.t('attending.ticket.bright'));
  await person.go(party.path);
  await person.press('main .mine a.button');
  assert.equal(person.path, my);
  const { name } = await person.download('main a[href$="/data.json"]');
  assert.equal(name, 'uketsuke-my-data.json');
}

export async function a_companion_gets_a_ticket_and_is_taken_off_again(web) {
  const { person } = await answered(web, { companions: 1, more: { 'companions.0.family_name': '連れ' } });
  const shown = await person.seen('main details.companion a[href*="/companions/"]');
  await shown.waitFor();
  await person.press('main details.companion a[href*="/companions/"]');
  await person.submit('/cancel');
  assert.equal(await person.at('main details.companion').count(), 0);
}

export async function a_form_with_mistakes_comes_back_as_typed(web) {
  const party = await partyOf(web, '大阪会場');
  const visitor = await web.visitor();
  await visitor.go(`${party.path}/rsvp?edition=${party.edition.id}&mode=onsite`);
  await visitor.fill({ family_name: '<b>太郎</b>', kana: 'abc', email: 'nobody', comment: '一行目\n二行目' });
  await visitor.press('main form.form button.primary', 422);
  assert.equal(await visitor.at('[name=family_name]').inputValue(), '<b>太郎</b>');
  assert.equal(await visitor.at('[name=comment]').inputValue(), '一行目\n二行目');
  assert.equal(await visitor.at('[name=email]').getAttribute('aria-invalid'), 'true');
  await visitor.press('main .about button[name=do]'); // another place: nothing is lost
  assert.equal(await visitor.at('[name=family_name]').inputValue(), '<b>太郎</b>');
}

export async function an_answer_is_changed(web) {
  const { person } = await answered(web);
  await person.press('main a[href$="/edit"]');
  await person.fill({ food: 'かに' });
  await person.press('main form.form button.primary');
  await person.says(web.t('flash.answer_changed'));
  await person.says('かに');
}

export async function two_tabs_are_told_apart(web) {
  const { person, my } = await answered(web);
  const other = await web.visitor();
  await other.go(`${my}/edit`);
  await person.press('main a[href$="/edit"]');
  await person.fill({ food: 'えび' });
  await person.press('main form.form button.primary');
  await other.fill({ food: 'かに' });
  await other.press('main form.form button.primary', 412);
  await other.says('えび');
  assert.equal(await other.at('[name=food]').inputValue(), 'かに');
  await other.go(`${my}/cancel`);
  await person.press('main a[href$="/edit"]');
  await person.fill({ food: 'そば' });
  await person.press('main form.form button.primary');
  await other.submit('/cancel', 412);
}

export async function an_answer_is_cancelled_and_brought_back(web) {
  const { person } = await answered(web);
  const ticket = await person.at('main #ticket a.button').getAttribute('href');
  await person.press('main a[href$="/cancel"]');
  await person.submit('/cancel');
  await person.says(web.t('attending.my.cancelled'));
  const stranger = await web.visitor();
  await stranger.go(ticket);
  await stranger.says(web.t('attending.ticket.not.cancelled'));
  await person.press('.flash form button');
  assert.equal(await person.at('main #ticket a.button').getAttribute('href'), ticket);
}

export async function from_the_venue_to_online_and_late(web) {
  const { person } = await answered(web);
  await person.submit('/late');
  await person.says(web.t('attending.my.is_late'));
  await person.press('main a[href$="/switch"]');
  const online = person.at('main li.switch', { hasText: /オンライン|Online/ }).last().locator('form button');
  await person.press(online);
  await person.says(web.t('attending.guide_title'));
}

export async function somebody_who_cannot_come_says_hello(web) {
  const party = await partyOf(web, '大阪会場');
  const kana = web.uniqueKana();
  const person = await web.visitor();
  await person.go(party.path);
  await person.press('main .decline a');
  assert.ok(await person.at('[name=state][value=no]').isChecked());
  await fillIn(person, kana, { comment: 'みなさまによろしく。' });
  await person.press('main form.form button.primary');
  await person.press('main button[value=send]');
  await person.says(web.t('attending.my.no'));
}

export async function own_data_is_deleted(web) {
  const { person, my } = await answered(web);
  await person.press('main a[href$="/delete"]');
  await person.submit('/delete');
  await person.says(web.t('flash.answer_erased'));
  await person.go(my, 404);
  await person.says(web.t('attending.lost.answer_again'));
}

export async function cut_addresses_are_friendly(web) {
  const visitor = await web.visitor();
  await visitor.go('/e/nowhere', 404);
  await visitor.go('/T/NOTHING', 404);
}

export async function organizers_read_the_letters_beforehand(web) {
  const { edition } = await partyOf(web, '東京会場');
  const admin = await web.organizer();
  await admin.go(`/editions/${edition.id}/letters`);
  await admin.says(web.t('attending.letters.reminder_day'));
}
