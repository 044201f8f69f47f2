const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/**
 * Before the first test. Every test runs in one zone, wherever the machine is; `TEST_ZONE` chooses
 * another. What is made once for all files of a run lies in a folder that ends with it.
 */
module.exports = () => {
  process.env.TZ = process.env.TEST_ZONE ?? 'Asia/Shanghai';
  process.env.TESTS_FOLDER = mkdtempSync(join(tmpdir(), 'bandmates-tests-'));
};
