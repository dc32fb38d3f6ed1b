import { fileURLToPath } from 'node:url';

/** The layers of docs/architecture.md: renderer → app ← main, and which corner may know which package. */
export default {
  forbidden: [
    {
      name: 'app-is-pure',
      comment: 'app is shared by both sides: no Node, no Electron, no DOM, no Svelte, nothing of main or renderer. tfjs only as types.',
      severity: 'error',
      from: { path: '^app/' },
      to: {
        pathNot: [
          '^app/',
          '(^|/)node_modules/(zod|@msgpack/msgpack|@tensorflow|@dagrejs/dagre|@huggingface/tokenizers|fourier-transform|stopword|snowball-stemmers)/',
        ],
      },
    },
    {
      name: 'app-loads-no-tfjs',
      comment: 'Blocks are handed tf; importing it as a value would drag it into the window.',
      severity: 'error',
      from: { path: '^app/' },
      to: { path: '(^|/)node_modules/@tensorflow/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'renderer-not-main',
      comment: 'The window reaches the core through the contract only.',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^main/' },
    },
    {
      name: 'renderer-no-node',
      comment: 'The window runs in a sandbox and in browsers: no Node.',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'main-not-renderer',
      comment: 'The core knows no window.',
      severity: 'error',
      from: { path: '^main/' },
      to: { path: '^renderer/' },
    },
    {
      name: 'only-desktop-knows-electron',
      comment: 'Importing electron elsewhere breaks the browser door and the terminal.',
      severity: 'error',
      from: { path: '^(app|main|renderer)/', pathNot: '^main/desktop/' },
      to: { path: '(^|/)(node_modules/)?(electron|electron-log|electron-updater)(/|$)' },
    },
    {
      name: 'only-server-speaks-websocket',
      comment: 'Transports are thin and few.',
      severity: 'error',
      from: { path: '^(app|main|renderer)/', pathNot: '^main/server/' },
      to: { path: '(^|/)node_modules/(@types/)?ws/' },
    },
    {
      name: 'doors-know-no-door',
      comment:
        'Desktop, server and terminal are three transports of one core; the terminal starts the server, both web doors serve the same files.',
      severity: 'error',
      from: { path: '^main/(desktop|server)/' },
      to: { path: '^main/(cli|desktop)/', pathNot: '^main/$1/' },
    },
    {
      name: 'services-know-no-transport',
      comment: 'Services know no transport; transports know no rule.',
      severity: 'error',
      from: { path: '^main/(services|store|training|engine|importers|exporters)/' },
      to: { path: '^main/(desktop|server|cli)/' },
    },
    {
      name: 'only-workers-load-native-code',
      comment: 'A crash in a decoder or an engine must cost a worker, never the owner of the store.',
      severity: 'error',
      from: { path: '^main/(desktop|server|cli|services|store)/' },
      to: {
        path: '(^|/)node_modules/(koffi|@napi-rs/image|@duckdb|@tensorflow|utif2)/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'owner-reaches-no-worker-code',
      comment: 'What the owner process imports must not reach native code by a detour either.',
      severity: 'error',
      from: { path: '^main/(core|desktop/desktop|server/[^/]+|cli/[^/]+)\\.ts$' },
      to: { path: '(^|/)node_modules/(koffi|@napi-rs/image|@duckdb|@tensorflow/tfjs-node-gpu)/', reachable: true },
    },
    {
      name: 'features-apart',
      comment: 'Features share ui/ and app/, not each other.',
      severity: 'error',
      from: { path: '^renderer/features/([^/]+)/' },
      to: { path: '^renderer/features/([^/]+)/', pathNot: '^renderer/features/$1/' },
    },
    {
      name: 'ui-below-features',
      comment: 'ui/ knows no feature.',
      severity: 'error',
      from: { path: '^renderer/ui/' },
      to: { path: '^renderer/features/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: { path: '^(app|main|renderer)/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-test-in-source',
      severity: 'error',
      from: { path: '^(app|main|renderer)/' },
      to: { path: '^(test|scripts)/' },
    },
    {
      name: 'resolvable',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^electron$' },
    },
    {
      name: 'no-dev-package-at-run-time',
      comment: 'The core runs from node_modules in the packaged app: what it loads must be a dependency.',
      severity: 'error',
      from: { path: '^(app|main)/', pathNot: '^main/desktop/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '(^|/)node_modules/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist|test-results)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: fileURLToPath(new URL('tsconfig.test.json', import.meta.url)) },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'svelte', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.svelte', '.js', '.mjs', '.json', '.d.ts'],
    },
  },
};
