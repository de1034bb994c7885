// Who may import whom. A folder that is not named for another may not be imported by it; cycles are never allowed.
const mayImport = {
  kernel: [],
  standards: [],
  text: ['standards'],
  definition: ['kernel', 'standards', 'text'],
  libraries: ['definition', 'standards'],
  store: ['kernel', 'definition', 'generated/prisma'],
  engine: ['kernel', 'standards', 'definition', 'text', 'store'],
  credit: ['kernel', 'definition', 'store', 'engine'],
  sharing: ['kernel', 'definition', 'store'],
  identity: ['kernel', 'definition', 'store'],
  api: ['kernel', 'definition', 'credit', 'sharing', 'identity', 'engine', 'generated/openapi'],
  sample: ['kernel', 'standards', 'text', 'definition'],
  bench: ['kernel', 'standards', 'text', 'definition', 'app', 'sample', 'engine', 'credit', 'store'],
  console: ['generated/openapi', 'standards'],
};

const borders = Object.entries(mayImport).map(([folder, others]) => ({
  name: `${folder}-imports`,
  comment: `${folder} may import ${others.join(', ') || 'nothing of ours'}`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { path: '^(src|scripts|test)/', pathNot: [folder, ...others].map((other) => `^src/${other}(/|\\.ts$)`) },
}));

module.exports = {
  forbidden: [
    ...borders,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'scripts-are-thin', severity: 'error', from: { path: '^scripts/' }, to: { path: '^src/', pathNot: '^src/(app|bench)/' } },
    { name: 'no-tests-in-code', severity: 'error', from: { path: '^(src|scripts)/' }, to: { path: '^test/' } },
    // contract-files.ts runs in codegen only, which a production install leaves out with its development dependency; the console is
    // bundled, so that what it imports is needed by its build alone.
    { name: 'no-unlisted', severity: 'error', from: { path: '^src/', pathNot: '(contract/contract-files|^src/console/)' }, to: { dependencyTypes: ['npm-no-pkg', 'npm-dev', 'unknown'] } },
    { name: 'console-unlisted', severity: 'error', from: { path: '^src/console/' }, to: { dependencyTypes: ['npm-no-pkg', 'unknown', 'core'] } },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'libraries-are-data', comment: 'no I/O in libraries', severity: 'error',
      from: { path: '^src/libraries/' }, to: { dependencyTypes: ['core', 'npm'] },
    },
    { name: 'no-drawers', severity: 'error', from: {}, to: { path: '(^|/)(utils|helpers|common)(/|\\.ts$)', pathNot: 'node_modules' } },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^src/generated'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
