/** Characters per call: `String.fromCharCode` takes its arguments from the stack. */
const chunk = 0x8000;

/** Base64 of bytes, in hosts with and without Node's Buffer. */
export function base64(bytes: Uint8Array): string {
  let binary = '';
  for (let start = 0; start < bytes.length; start += chunk) {
    binary += String.fromCharCode(...bytes.subarray(start, start + chunk));
  }
  return btoa(binary);
}
