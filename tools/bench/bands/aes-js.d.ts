/** What the races use of aes-js, which ships no types. */
declare module 'aes-js' {
  const aes: {
    ModeOfOperation: {
      cbc: new (
        key: Uint8Array,
        iv: Uint8Array,
      ) => { encrypt(bytes: Uint8Array): Uint8Array; decrypt(bytes: Uint8Array): Uint8Array };
    };
    padding: { pkcs7: { pad(bytes: Uint8Array): Uint8Array } };
  };
  export default aes;
}
