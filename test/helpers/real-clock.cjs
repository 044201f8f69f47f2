/**
 * Product code may not read the machine's clock in a test: such a test is green at one hour and red
 * at another. Every read is noted with its place and told after the test, because code may swallow
 * an error. Fake timers put their own `Date` in this one's place while they are in force.
 */
const { join, relative, resolve, sep } = require('node:path');
const { afterAll, afterEach } = require('@jest/globals');

const ROOT = resolve(__dirname, '../..');
/** The preview's clock stands on the machine's; a test fixes it by how far it is ahead. */
const PRODUCT = /^(miniprogram|cloudfunctions|tools\/start|tools\/preview(?!\/clock\.ts))\//;
/** What is asked of every reading, many thousands a file: whose it is, without a path made of it. */
const ROOMS = ['miniprogram', 'cloudfunctions', 'tools'].map((room) => join(ROOT, room) + sep);
const RealDate = Date;
const readings = new Set();

/** The files that led here, the nearest first, without this one. */
function callers(limit) {
  const { prepareStackTrace, stackTraceLimit } = Error;
  Error.prepareStackTrace = (_error, sites) => sites.map((site) => site.getFileName() ?? '');
  Error.stackTraceLimit = limit;
  const { stack } = new Error();
  Error.prepareStackTrace = prepareStackTrace;
  Error.stackTraceLimit = stackTraceLimit;
  return stack.filter((file) => file !== '' && file !== __filename);
}

/** Notes who asked for the time, when that is product code, and who asked that. */
function note() {
  const [nearest = ''] = callers(6);
  if (!ROOMS.some((room) => nearest.startsWith(room))) return;
  const files = callers(10).map((file) => relative(ROOT, file));
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
