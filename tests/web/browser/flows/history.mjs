// Who did what, and which lists left the house.
import assert from 'node:assert/strict';

export async function changes_are_listed_and_narrowed_down(web) {
  const admin = await web.organizer();
  await admin.go('/audit');
  const before = await admin.at('main ol.timeline > li, main tbody tr').count();
  assert.ok(before > 10, `${before} entries`);
  await admin.seen('main form.toolbar select');
  await admin.fill({ kind: 'application' });
  await admin.press('main form.toolbar button');
  assert.match(admin.page.url(), /kind=application/);
}

export async function lists_that_left_the_house_are_named(web) {
  const admin = await web.organizer();
  await admin.go('/handouts');
  await admin.says(web.t('handouts.title'));
}

export async function the_home_page_says_what_waits(web) {
  for (const role of ['admin', 'treasurer', 'reception']) {
    const organizer = await web.organizer(role);
    await organizer.go('/home');
    await organizer.says(web.t('home.title'));
  }
}
