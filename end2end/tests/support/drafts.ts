// What the server has of a draft: the log of its operations, as the wizard opens it. For tests that count.
import { expect, type Page } from '@playwright/test';

/** An operation as the server keeps it (sync.md section 2). */
export interface Logged {
  rev: number;
  op: { id: { replica: string; n: number }; at: string; kind: { do: string; value?: unknown } };
}

/** Everything that was answered to an application, in the order in which it came. */
export async function logOf(page: Page, application: string): Promise<Logged[]> {
  const reply = await page.request.post('/api/v1/drafts/open', {
    headers: { origin: new URL(page.url()).origin, accept: 'application/json', 'content-type': 'application/json' },
    data: { application: application.split('/').at(-1) },
  });
  expect(reply.status(), await reply.text()).toBe(200);
  return ((await reply.json()) as { log: Logged[] }).log;
}

/** Sends a form again as the browser sent it, or with some of its fields changed. */
export async function sendAgain(
  page: Page,
  form: { url: string; body: string },
  changed: Record<string, string> = {},
): Promise<void> {
  const fields = new URLSearchParams(form.body);
  for (const [name, value] of Object.entries(changed)) fields.set(name, value);
  const reply = await page.request.post(form.url, {
    headers: { origin: new URL(form.url).origin, 'content-type': 'application/x-www-form-urlencoded' },
    data: fields.toString(),
    maxRedirects: 0,
  });
  expect(reply.status()).toBe(303);
}
