/**
 * Draw a text with `**bold**` parts and `<slot>` places.
 *
 * @param {{text: string, slots?: Record<string, import('preact').ComponentChildren>}} props
 */
export function Rich({ text, slots = {} }) {
  const parts = text.split(/(\*\*.+?\*\*|<[a-z_]+>)/);
  return parts.map((part) => {
    if (part.startsWith('**')) return <b>{part.slice(2, -2)}</b>;
    if (part.startsWith('<')) return slots[part.slice(1, -1)] ?? null;
    return part;
  });
}
