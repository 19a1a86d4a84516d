// The same way in the living wizard: the same people, the same pages, the same digest as with scripting off, which is the
// one that the engine alone comes to.
import { persona } from '../personas/answers';
import { playedDigest } from '../personas/played';
import {
  answerEverything,
  approve,
  digestOnRecord,
  idsOfPeople,
  sendForReview,
  startApplication,
} from '../personas/walking';
import { expect, signIn, test } from './support/fixtures';

test.setTimeout(300_000);

for (const id of ['P08', 'P01']) {
  test(`${id} is applied for in the wizard, reviewed, approved and read`, async ({ page, browser }) => {
    await signIn(page, 'joan.petherick');
    const application = await startApplication(page);
    await answerEverything(page, application, persona(id), { alive: true });
    const people = await idsOfPeople(page, application);
    await sendForReview(page, application, 'Filled in the wizard.');

    const context = await browser.newContext({ baseURL: new URL(page.url()).origin });
    const supervisor = await context.newPage();
    await signIn(supervisor, 'malcolm.eversholt');
    await approve(supervisor, application);
    await expect(supervisor.getByText('Application sent')).toBeVisible();
    expect(await digestOnRecord(supervisor, application)).toBe(playedDigest(id, people));
    await context.close();
  });
}
