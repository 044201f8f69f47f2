/** Every test runs in one zone, wherever the machine is; `TEST_ZONE` chooses another. */
module.exports = () => {
  process.env.TZ = process.env.TEST_ZONE ?? 'Asia/Shanghai';
};
