// From an invitation link to a member, and the other ways that an application can go.
import assert from 'node:assert/strict';

// Applies through that path in a browser of their own; gives the applicant on their status page, and their name.
async function applied(web, path, more = {}) {
  const kana = web.uniqueKana();
  const applicant = await web.visitor();
  await applicant.go(path);
  await applicant.fill({ family_name: '応募', given_name: kana, kana: `おうぼ ${kana}`, ...more });
  await applicant.press('main form.form button.primary');
  await applicant.says(kana);
  await applicant.press('main button[value=send]');
  assert.match(applicant.path, /^\/apply\/status\//);
  return { applicant, name: `応募 ${kana}`, kana };
}

// The organizers' page about that person's application.
async function caseOf(web, name, state = 'received') {
  const admin = await web.organizer();
  await admin.go(`/applications?state=${state}`);
  await admin.press(admin.at('main a.name', { hasText: name }));
  return admin;
}

export async function an_invitation_leads_to_a_member(web) {
  const admin = await web.organizer();
  await admin.go('/invitations');
  await admin.fill({ q: '花田' });
  await admin.submit('/invitations/find');
  await admin.press('main a[href^="/invitations/new"]');
  await admin.fill({ invited_name: '知り合いの方' });
  await admin.submit('/invitations');
  const link = await admin.at('#link').inputValue();

  const { applicant, name, kana } = await applied(web, new URL(link).pathname, { email: 'oubo@example.jp', department: '画像技術部' });
  await caseOf(web, name);
  const organizer = await caseOf(web, name);
  await organizer.submit('/take');
  await organizer.says(web.t('application.title'));
  await organizer.submit('/approve');
  await applicant.page.reload();
  await applicant.lookAround();
  await organizer.go('/members');
  await organizer.fill({ q: kana });
  await organizer.press('main form.toolbar .search button');
  await organizer.says(name);
  assert.equal(new URL(organizer.page.url()).search, ''); // what was searched for is in no address
}

export async function a_form_with_mistakes_comes_back_as_it_was_typed(web) {
  const visitor = await web.visitor();
  await visitor.go('/apply');
  await visitor.fill({ family_name: '<script>alert(1)</script>', given_name: '', kana: 'abc', email: 'nobody', message: '一行目\n二行目' });
  await visitor.press('main form.form button.primary', 422);
  assert.equal(await visitor.at('[name=family_name]').inputValue(), '<script>alert(1)</script>');
  assert.equal(await visitor.at('[name=message]').inputValue(), '一行目\n二行目');
  assert.equal(await visitor.at('[name=email]').getAttribute('aria-invalid'), 'true');
}

export async function a_declined_application_is_reopened(web) {
  const { name } = await applied(web, '/apply', { introduced_by: '誰も知らない人' });
  const admin = await caseOf(web, name);
  await admin.submit('/take');
  await admin.seen('[name=reason]');
  await admin.fill({ reason: '在籍の確認がとれませんでした。' });
  await admin.submit('/decline');
  await admin.says('在籍の確認がとれませんでした。');
  await admin.press('.flash form button');
  await admin.saysNot('在籍の確認がとれませんでした。');
}

export async function a_question_is_asked_and_answered(web) {
  const { applicant, name } = await applied(web, '/apply');
  const admin = await caseOf(web, name);
  await admin.seen('[name=question]');
  await admin.fill({ question: '何年ごろ、どちらの課でしたか。' });
  await admin.submit('/question');
  await applicant.page.reload();
  await applicant.lookAround();
  await applicant.says('何年ごろ、どちらの課でしたか。');
  await applicant.fill({ reply: '1995年ごろ、資材課でした。' });
  await applicant.submit('/answer');
  await admin.page.reload();
  await admin.lookAround();
  await admin.says('1995年ごろ、資材課でした。');
}

export async function an_applicant_corrects_and_withdraws(web) {
  const { applicant } = await applied(web, '/apply');
  await applicant.press('main a[href$="/edit"]');
  await applicant.fill({ department: '資材課' });
  await applicant.press('main form.form button.primary');
  await applicant.says('資材課');
  await applicant.submit('/withdraw');
  await applicant.submit('/restore');
}

export async function a_link_that_never_was_says_so(web) {
  const visitor = await web.visitor();
  await visitor.go('/apply/ABCDEFGHJKMNPQRS', 404);
}

export async function two_organizers_at_one_application_are_told(web) {
  const { name } = await applied(web, '/apply');
  const first = await caseOf(web, name);
  const second = await caseOf(web, name);
  await first.submit('/take');
  await second.submit('/take', 412);
  await second.says(web.t('application.stale_title'));
}

export async function names_are_pasted_into_the_checking_list(web) {
  const admin = await web.organizer();
  const kana = web.uniqueKana();
  await admin.go('/checking-list');
  await admin.fill({ names: `・${kana} さん\n1. 星野 ${kana}\n\n星野 ${kana}` });
  await admin.submit('/checking-list');
  await admin.fill({ q: kana });
  await admin.submit('/checking-list/search');
  await admin.says(`星野 ${kana}`);
  await admin.go('/checking-list/strangers');
  await admin.says(kana);
}

export async function the_checking_list_is_deleted_after_a_confirmation(web) {
  const admin = await web.organizer();
  await admin.go('/checking-list');
  await admin.fill({ names: '星野 仁\n月岡 みどり' });
  await admin.submit('/checking-list');
  await admin.press('main a[href="/checking-list/delete"]');
  await admin.press('main button.danger');
  assert.equal(await admin.at('main ul.names li').count(), 0);
}
