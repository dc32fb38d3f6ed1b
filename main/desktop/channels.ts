/** Names of what travels between the preload and the main process; `call` carries the whole contract. */
export const channels = {
  call: 'unfold:call',
  giveUp: 'unfold:give-up',
  chooseFolder: 'unfold:choose-folder',
  chooseFile: 'unfold:choose-file',
  saveAs: 'unfold:save-as',
  events: 'unfold:events',
  command: 'unfold:command',
} as const;
