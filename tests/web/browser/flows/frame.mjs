// What every page has: the language, and what is shown when something is not there or does not fit.
import assert from 'node:assert/strict';

export async function a_path_that_is_not_there_says_so(web) {
  const visitor = await web.visitor();
  await visitor.go('/there-is-no-such-page', 404);
  await visitor.says(web.t('page_error.missing.title'));
}

export async function the_first_page_is_the_right_one_for_each(web) {
  const visitor = await web.visitor();
  await visitor.go('/');
  assert.equal(visitor.path, '/sign-in');
  const organizer = await web.organizer('reception');
  await organizer.go('/');
  assert.equal(organizer.path, '/home');
}

export async function the_language_is_switched_and_remembered(web) {
  const visitor = await web.visitor();
  await visitor.go('/sign-in');
  const other = web.mode.language === 'ja' ? 'en' : 'ja';
  visitor.language = other;
  await visitor.press(`form[action="/language"] button[lang="${other}"]`);
  assert.equal(visitor.path, '/sign-in');
  await visitor.go('/sign-in');
  assert.equal(await visitor.at('html').getAttribute('lang'), other);
}

export async function a_form_of_another_session_is_refused(web) {
  const admin = await web.organizer('admin', { fresh: true });
  await admin.go('/organizers/new');
  await admin.at('main [name=csrf]').evaluate((field) => (field.value = '0'.repeat(64)));
  await admin.fill({ name: '偽 物子', role: 'reception' });
  await admin.submit('/organizers', 403);
  await admin.go('/organizers');
  await admin.saysNot('偽 物子');
}

export async function what_is_too_large_is_said_to_be_too_large(web) {
  const admin = await web.organizer();
  await admin.go('/organizers/new');
  await admin.fill({ name: '長'.repeat(40_000), role: 'reception' });
  await admin.submit('/organizers', 413);
  await admin.says(web.t('page_error.too_large.title'));
}
