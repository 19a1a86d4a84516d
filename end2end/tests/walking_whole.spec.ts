// The whole way with scripting off: a fee earner applies, sends for review; a supervisor sends it back, gets it again,
// approves and submits; everyone who may reads what was sent, which is what the engine alone comes to (F-19, S-16).
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
import { expect, expectAccessible, keepScreenshot, signIn, test } from './support/fixtures';

test.use({ javaScriptEnabled: false });
test.setTimeout(300_000);

for (const id of ['P08', 'P01']) {
  test(`f_19 ${id} is applied for, reviewed, approved and read with scripting off`, async ({ page, browser }) => {
    await signIn(page, 'joan.petherick');
    const application = await startApplication(page);
    await answerEverything(page, application, persona(id));
    const people = await idsOfPeople(page, application);
    await sendForReview(page, application, 'Please look at the statement.');

    const context = await browser.newContext({ javaScriptEnabled: false, baseURL: new URL(page.url()).origin });
    const supervisor = await context.newPage();
    await signIn(supervisor, 'malcolm.eversholt');
    await supervisor.goto('/supervision');
    await supervisor.locator(`a[href="${application}/review"]`).click();
    await expect(supervisor.getByText('You are looking at this for the first time.')).toBeVisible();
    await supervisor.getByLabel('What needs to be done?').fill('Say more about the reason.');
    await supervisor.getByRole('button', { name: 'Send back' }).click();
    await supervisor.waitForURL(new RegExp(`${application}$`));

    await page.goto(application);
    await expect(page.getByText('Say more about the reason.')).toBeVisible();
    await sendForReview(page, application, 'Done.');

    await approve(supervisor, application);
    await expect(supervisor.getByText('Application sent')).toBeVisible();
    expect(await digestOnRecord(page, application)).toBe(playedDigest(id, people));
    await expect(page.getByRole('heading', { name: 'What was sent' })).toBeVisible();
    await expect(page.getByText('Malcolm Eversholt').first()).toBeVisible();
    await context.close();
  });
}
