// Stamps the templates of resource.yaml: <word> in text is replaced, a text that is nothing but <word> becomes the value itself.

/** A copy of `template` with every placeholder replaced. A placeholder without a value is a fault of the template. */
export function fillTemplate<T>(template: T, values: Readonly<Record<string, unknown>>): T {
  return fill(template, values) as T;
}

function fill(node: unknown, values: Readonly<Record<string, unknown>>): unknown {
  if (typeof node === 'string') return fillText(node, values);
  if (Array.isArray(node)) return node.map((item) => fill(item, values));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [String(fillText(key, values)), fill(value, values)]));
}

function fillText(text: string, values: Readonly<Record<string, unknown>>): unknown {
  const whole = /^<(\w+)>$/.exec(text)?.[1];
  if (whole !== undefined) return valueOf(whole, values);
  return text.replace(/<(\w+)>/g, (_, name: string) => String(valueOf(name, values)));
}

function valueOf(name: string, values: Readonly<Record<string, unknown>>): unknown {
  if (!(name in values)) throw new Error(`contract: no value for <${name}>`);
  return values[name];
}
