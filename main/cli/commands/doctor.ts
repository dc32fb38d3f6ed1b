import type { CoreCommand } from '../command.ts';

const gigabytes = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GB`;

export const doctor: CoreCommand = {
  name: 'doctor',
  takes: '',
  summary: 'tell what is on this machine: engines, devices, versions',
  examples: ['unfold doctor'],
  options: {},
  words: [0, 0],
  async run(session) {
    const report = await session.call('system.doctor', {});
    const { unfold, node, platform, threads, memory, sqlite, engines, browser, electron, workspace, problems } = report;
    const rows: [string, string][] = [
      ['Unfold', unfold],
      ['Node', `${node.version} (${node.path})`],
      ['Machine', `${platform}, ${threads} threads, ${gigabytes(memory.free)} of ${gigabytes(memory.total)} free`],
      ['SQLite', sqlite],
      ...engines.map((engine): [string, string] => [
        `Engine ${engine.name}`,
        engine.ready
          ? `${engine.version ?? ''} on ${engine.devices.join(', ')}${engine.location === null ? '' : ` (${engine.location})`}`
          : engine.note,
      ]),
      ['Browser', browser ?? 'none found; any one will do for the browser door'],
      ['Electron', electron.binary ? `${electron.version}` : 'its program is not here; the browser door opens instead'],
      ['Workspace', workspace],
    ];
    const width = Math.max(...rows.map(([head]) => head.length));
    const lines = rows.map(([head, value]) => `${head.padEnd(width)}  ${value}`);
    const found = problems.length === 0 ? ['Nothing is wrong.'] : problems.map(({ message, remedy }) => `! ${message} ${remedy}`);
    return { json: report, text: [...lines, '', ...found].join('\n') };
  },
};
