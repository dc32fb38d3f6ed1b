import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';

const wanted = {
  RunAsNode: FuseState.DISABLE,
  EnableCookieEncryption: FuseState.ENABLE,
  EnableNodeOptionsEnvironmentVariable: FuseState.DISABLE,
  EnableNodeCliInspectArguments: FuseState.DISABLE,
  EnableEmbeddedAsarIntegrityValidation: FuseState.ENABLE,
  OnlyLoadAppFromAsar: FuseState.ENABLE,
  GrantFileProtocolExtraPrivileges: FuseState.DISABLE,
};

/** `node scripts/check-fuses.mjs APP`: reads the fuses back out of a packed app; the exit code says whether all are right. */
const wire = await getCurrentFuseWire(process.argv[2]);
const wrong = Object.entries(wanted).filter(([name, state]) => wire[FuseV1Options[name]] !== state);
for (const [name] of wrong) console.error(`The fuse ${name} is wrong.`);
console.log(wrong.length === 0 ? `All ${Object.keys(wanted).length} fuses are right.` : `${wrong.length} fuses are wrong.`);
process.exitCode = wrong.length === 0 ? 0 : 1;
