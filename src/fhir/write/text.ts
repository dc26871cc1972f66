/** The base64 of a text's UTF-8, as an Attachment carries it. */
export function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
