const { rmSync } = require('node:fs');

/** After the last test. */
module.exports = () => rmSync(process.env.TESTS_FOLDER, { recursive: true, force: true });
