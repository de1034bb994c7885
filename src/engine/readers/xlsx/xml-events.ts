// Streaming XML for the parts of a workbook: names without prefix (some writers say x:row), text whole, nodes bounded.
import { SaxesParser } from 'saxes';

export interface XmlHandlers {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Text or attributes of one node beyond the limit. */
export class XmlNodeTooLong extends Error {}

/** Feeds bytes in UTF-8 to the handlers. Malformed XML, other encodings and over-long nodes throw. */
export class XmlEvents {
  private readonly parser = new SaxesParser({ position: true });
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private lastEvent = 0;

  constructor(
    handlers: XmlHandlers,
    private readonly maxNodeLength: number,
  ) {
    const { parser } = this;
    parser.on('opentag', (tag) => {
      this.lastEvent = parser.position;
      handlers.open(localName(tag.name), tag.attributes as Record<string, string>);
    });
    parser.on('closetag', (tag) => {
      this.lastEvent = parser.position;
      handlers.close?.(localName(tag.name));
    });
    if (handlers.text) parser.on('text', handlers.text);
    if (handlers.text) parser.on('cdata', handlers.text);
  }

  write(bytes: Buffer): void {
    this.parser.write(this.decoder.decode(bytes, { stream: true }));
    if (this.parser.position - this.lastEvent > this.maxNodeLength) throw new XmlNodeTooLong('an XML node is too long');
  }

  end(): void {
    this.parser.write(this.decoder.decode());
    this.parser.close();
  }
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

/** Undoes the escapes that workbooks use for characters XML cannot hold (`_x000D_`; ECMA-376 Part 1, 22.9.2.19). */
export function unescapeCell(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
