// Getting in and out.
import assert from 'node:assert/strict';
import { totpCode } from '../totp.mjs';
import { LOGINS, PASSWORD } from '../web.mjs';

const NEW_PASSWORD = 'kingyo-hachi-7';

export async function whoever_is_not_signed_in_signs_in_and_comes_where_they_wanted_to_go(web) {
  const visitor = await web.visitor();
  await visitor.go('/organizers');
  assert.equal(visitor.path, '/sign-in');
  await visitor.fill({ login: LOGINS.admin, password: PASSWORD });
  await visitor.submit('/sign-in');
  assert.equal(visitor.path, '/organizers');
  await visitor.submit('/sign-out');
  assert.equal(visitor.path, '/sign-in');
  await visitor.go('/organizers');
  assert.equal(visitor.path, '/sign-in');
}

export async function a_wrong_password_is_said_and_the_name_stays(web) {
  const visitor = await web.visitor();
  await visitor.go('/sign-in');
  await visitor.fill({ login: LOGINS.reception, password: 'not-the-password' });
  await visitor.submit('/sign-in', 403);
  await visitor.says(web.t('accounts.sign_in.wrong'));
  assert.equal(await visitor.at('[name=login]').inputValue(), LOGINS.reception);
  assert.equal(await visitor.at('[name=password]').inputValue(), '');
}

export async function nobody_is_sent_to_another_host_after_signing_in(web) {
  const visitor = await web.visitor();
  await visitor.go('/sign-in?next=//example.com/');
  await visitor.fill({ login: LOGINS.reception, password: PASSWORD });
  await visitor.submit('/sign-in');
  assert.equal(visitor.path, '/home');
}

// Invites an organizer, and lets them set name and password in a browser of their own. Returns both.
async function welcomed(web, name, login) {
  const admin = await web.organizer();
  await admin.go('/organizers/new');
  await admin.fill({ name, role: 'reception' });
  await admin.submit('/organizers');
  const link = await admin.at('#link').inputValue();
  const visitor = await web.visitor();
  await visitor.go(new URL(link).pathname);
  await visitor.fill({ login, password: NEW_PASSWORD, again: NEW_PASSWORD });
  await visitor.press('main form.form button.primary');
  return { admin, visitor, link };
}

export async function an_organizer_is_invited_and_welcomed(web) {
  const { admin, visitor, link } = await welcomed(web, '案内 係子', 'annai');
  assert.equal(visitor.path, '/home');
  const other = await web.visitor();
  await other.go(new URL(link).pathname, 404); // used up
  await admin.go('/organizers');
  await admin.says('案内 係子');
  await admin.says('annai');
}

export async function an_invitation_says_what_is_wrong_with_the_form(web) {
  const admin = await web.organizer();
  await admin.go('/organizers/new');
  await admin.fill({ name: '' });
  await admin.submit('/organizers', 422);
  await admin.says(web.t('ui.form_errors'));
  assert.equal(await admin.at('[name=name]').getAttribute('aria-invalid'), 'true');
}

export async function whoever_is_disabled_is_out_at_once(web) {
  const { admin, visitor } = await welcomed(web, '退任 太郎', 'tainin');
  await admin.go('/organizers');
  await admin.press(admin.at('main a', { hasText: '退任 太郎' }));
  await admin.submit('/disable');
  await visitor.go('/home');
  assert.equal(visitor.path, '/sign-in');
  await admin.submit('/enable');
}

export async function two_steps_with_the_app_and_with_a_recovery_code(web) {
  const { visitor } = await welcomed(web, '二段 階子', 'nidan');
  await visitor.go('/account');
  await visitor.press('main a[href="/account/two-step"]');
  await visitor.submit('/account/two-step/begin');
  const key = await visitor.at('main details code').textContent();
  const now = Date.now();
  await visitor.fill({ code: totpCode(key, now) });
  await visitor.submit('/account/two-step/confirm');
  const codes = (await visitor.text()).match(/\b[0-9A-Z]{5}-[0-9A-Z]{5}\b/g);
  assert.equal(codes.length, 10);

  const again = await web.visitor();
  await again.go('/sign-in');
  await again.fill({ login: 'nidan', password: NEW_PASSWORD });
  await again.submit('/sign-in');
  assert.equal(again.path, '/sign-in/code');
  await again.fill({ code: '000000' });
  await again.press(again.button('/sign-in/code').first(), 403);
  await again.fill({ code: totpCode(key, now + 30_000) }); // the next one: a code counts once
  await again.press(again.button('/sign-in/code').first());
  assert.equal(again.path, '/home');

  const lost = await web.visitor();
  await lost.go('/sign-in');
  await lost.fill({ login: 'nidan', password: NEW_PASSWORD });
  await lost.submit('/sign-in');
  await lost.seen('[name=recovery]');
  await lost.fill({ recovery: codes[3] });
  await lost.press(lost.at('form', { has: lost.at('[name=recovery]') }).locator('button'));
  assert.equal(lost.path, '/home');
}

export async function sessions_are_listed_and_ended(web) {
  const here = await web.organizer('treasurer', { fresh: true });
  const there = await web.organizer('treasurer', { fresh: true });
  await here.go('/sessions');
  await here.submit('/sessions/end-others');
  await there.go('/home');
  assert.equal(there.path, '/sign-in');
  await here.go('/home');
  assert.equal(here.path, '/home');
}

export async function other_roles_pages_are_refused(web) {
  const reception = await web.organizer('reception');
  for (const path of ['/organizers', '/audit', '/handouts']) {
    await reception.go(path, 403);
    await reception.says(web.t('page_error.forbidden.title'));
  }
}

export async function names_and_password_are_changed_by_their_owner(web) {
  const { visitor } = await welcomed(web, '改名 前子', 'kaimei');
  await visitor.go('/account/names');
  await visitor.fill({ name: '改名 後子' });
  await visitor.press('main form.form button.primary');
  await visitor.says('改名 後子');
  await visitor.go('/account/password');
  await visitor.fill({ current: 'not-the-password', password: 'suika-tobu-88', again: 'suika-tobu-88' });
  await visitor.press('main form.form button.primary', 422);
  await visitor.fill({ current: NEW_PASSWORD, password: 'suika-tobu-88', again: 'suika-tobu-88' });
  await visitor.press('main form.form button.primary');
  const again = await web.visitor();
  await web.signIn(again, 'kaimei', 'suika-tobu-88');
}

export async function a_token_is_shown_once_and_revoked(web) {
  const organizer = await web.organizer();
  await organizer.go('/account/tokens');
  await organizer.fill({ name: `表計算 ${web.mode.name}` });
  await organizer.press('main form.form button.primary');
  const token = await organizer.at('main .copy input').first().inputValue();
  const ask = () => fetch(`${web.server.url}/api/v1/members?limit=1`, { headers: { authorization: `Bearer ${token}` } });
  assert.equal((await ask()).status, 200);
  await organizer.go('/account/tokens');
  assert.ok(!(await organizer.page.content()).includes(token));
  await organizer.press(organizer.at('main tbody tr', { hasText: `表計算 ${web.mode.name}` }).locator('button'));
  assert.equal((await ask()).status, 401);
}
