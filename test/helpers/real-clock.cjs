/**
 * Product code may not read the machine's clock in a test: such a test is green at one hour and red
 * at another. Every read is noted with its place and told after the test, because code may swallow
 * an error. Fake timers put their own `Date` in this one's place while they are in force.
 */
const { relative, resolve } = require('node:path');
const { afterAll, afterEach } = require('@jest/globals');

const ROOT = resolve(__dirname, '../..');
/** The preview's clock stands on the machine's; a test fixes it by how far it is ahead. */
const PRODUCT = /^(miniprogram|cloudfunctions|tools\/start|tools\/preview(?!\/clock\.ts))\//;
const SELF = relative(ROOT, __filename);
const RealDate = Date;
const readings = new Set();

/** Notes who asked for the time, when that is product code, and who asked that. */
function note() {
  const { prepareStackTrace, stackTraceLimit } = Error;
  Object.assign(Error, { prepareStackTrace: (_error, sites) => sites, stackTraceLimit: 10 });
  const { stack } = new Error();
  Object.assign(Error, { prepareStackTrace, stackTraceLimit });
  const files = stack
    .map((site) => relative(ROOT, site.getFileName() ?? ''))
    .filter((file) => file !== '' && file !== SELF);
  if (!PRODUCT.test(files[0])) return;
  readings.add([...new Set(files.filter((file) => PRODUCT.test(file)))].join(' for '));
}

function now() {
  note();
  return RealDate.now();
}

/** No proxy, and a short way for what is asked most: who reckons with days makes dates by the million. */
function NotedDate(...given) {
  if (new.target === undefined) {
    note();
    return RealDate();
  }
  if (given.length === 1 && new.target === NotedDate) return new RealDate(given[0]);
  if (given.length === 0) note();
  return Reflect.construct(RealDate, given, new.target);
}

const statics = Object.getOwnPropertyDescriptors(RealDate);
globalThis.Date = Object.defineProperties(NotedDate, { ...statics, now: { value: now } });

function tell() {
  const found = [...readings];
  readings.clear();
  if (found.length > 0) {
    throw new Error(
      `The machine's clock was read by ${found.join('; ')}: fix the time of this test (jest.useFakeTimers({ now })).`,
    );
  }
}

afterEach(tell);
afterAll(tell);
