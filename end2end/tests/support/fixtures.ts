// What every test in a browser stands on. Import `test` and `expect` from here, never from the library: this `test`
// collects what the browser complains of (console errors, uncaught errors, refusals of the policy) and expects nothing;
// that is how a hydration mismatch or a breach of the content security policy shows.
import { expect, test as base, type Page } from '@playwright/test';

interface Fixtures {
  /** What the browser complained of. */
  complaints: string[];
  /** Set with `test.use({ expectedComplaints: /…/ })`: complaints that belong to what is tested. */
  expectedComplaints: RegExp;
}

export const test = base.extend<Fixtures>({
  // Matches nothing.
  expectedComplaints: [/(?!)/, { option: true }],
  complaints: [
    async ({ context, expectedComplaints }, use) => {
      const complaints: string[] = [];
      const listen = (page: Page) => {
        page.on('console', (message) => {
          if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`);
        });
        page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
      };
      context.pages().forEach(listen);
      context.on('page', listen);
      await use(complaints);
      const unexpected = complaints.filter((complaint) => !expectedComplaints.test(complaint));
      expect(unexpected, 'the browser complained').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
export { demonstrationPassword, enter, signIn, startQuietly } from './people';
export { expectAccessible, expectNoSidewaysScrolling, keepScreenshot } from './looking';
