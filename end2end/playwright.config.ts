// How Rushcliffe is tested in a real browser: Debian's Chromium, against a server that `cargo xtask serve` starts on
// free ports over a temporary folder. RUSHCLIFFE_PRODUCT (a port) tests against one that runs already.
import { defineConfig } from '@playwright/test';

const given = process.env.RUSHCLIFFE_PRODUCT;
const chromium = {
  browserName: 'chromium' as const,
  launchOptions: {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  },
};

export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results',
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  // A test that passes the second time has found something: none is tried again.
  retries: 0,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: process.env.CI ? [['list'], ['html', { open: 'never' }]] : 'list',
  use: {
    ...chromium,
    // The port comes from the line that the server prints, see webServer.wait.
    baseURL: `http://localhost:${given ?? '0'}`,
    // What cannot be pressed says so before its test ends.
    actionTimeout: 30_000,
    navigationTimeout: 60_000,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    // A trace costs more than what it records: TRACE=1 asks for one.
    trace: process.env.TRACE ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
  },
  // Everything runs at a desk's width; what is marked @widths runs on a phone and a tablet as well.
  projects: [
    { name: 'desk', use: { viewport: { width: 1440, height: 900 } } },
    { name: 'tablet', grep: /@widths/, use: { viewport: { width: 820, height: 1180 }, hasTouch: true } },
    { name: 'phone', grep: /@widths/, use: { viewport: { width: 390, height: 844 }, hasTouch: true } },
  ],
  webServer: given
    ? undefined
    : {
        command: 'cargo xtask serve',
        cwd: '..',
        wait: {
          stdout:
            /ready: product=(?<rushcliffe_product>\d+) benefit_checker=(?<rushcliffe_benefit_checker>\d+) addresses=(?<rushcliffe_addresses>\d+)/,
        },
        timeout: 20 * 60_000,
        gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
      },
});
