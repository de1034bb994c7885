// The published JSON Schema (2020-12) of library definitions, and the check of a parsed text against it. It says what a definition looks
// like; whether its parts fit together is said by check-library.ts.
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { collectFaults, type DefinitionFault } from './check/fault.ts';
import schema from './library.schema.json' with { type: 'json' };

export const librarySchema: Readonly<Record<string, unknown>> = schema;

/** Makes the check of a definition's form; compiling the schema takes some tens of milliseconds, so keep what it returns. */
export function createShapeCheck(): (value: unknown) => DefinitionFault[] {
  const validate = new Ajv2020({ allErrors: true, strictTuples: false }).compile(schema);
  return (value) =>
    collectFaults((report) => {
      if (validate(value)) return;
      for (const error of validate.errors ?? []) report('SHAPE', pathOf(error), detailOf(error));
    });
}

function pathOf({ instancePath }: ErrorObject): string {
  return instancePath.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~');
}

function detailOf({ message = 'wrong', params }: ErrorObject): string {
  const { additionalProperty, allowedValues } = params as { additionalProperty?: string; allowedValues?: readonly unknown[] };
  if (additionalProperty !== undefined) return `unknown key ${additionalProperty}`;
  return allowedValues === undefined ? message : `${message} ${allowedValues.join(', ')}`;
}
