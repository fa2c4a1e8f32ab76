const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Text of a file: UTF-8, UTF-16 with a byte order mark, else GB18030 (which GBK and GB2312 are part of), else
 * Windows-1252. The byte order mark is left out, as editors do. Undefined for what is no text.
 */
export function decode(bytes: Uint8Array): string | undefined {
  const mark = markOf(bytes);
  if (mark !== undefined) {
    const text = new TextDecoder(mark).decode(bytes);
    // The mark of UTF-32 begins like that of UTF-16.
    return text.includes('\0') ? undefined : text;
  }
  if (bytes.includes(0)) return undefined;
  return (
    strictly(utf8, bytes) ??
    strictly(new TextDecoder('gb18030', { fatal: true }), bytes) ??
    new TextDecoder('windows-1252').decode(bytes)
  );
}

function markOf(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

function strictly(decoder: TextDecoder, bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}
