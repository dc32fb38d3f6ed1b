import { findPack } from './main/engine/packs/find.ts';

// Run by Node 24, which reads TypeScript. An engine that was fetched on the building machine travels beside the app.
const pack = findPack();

/** Installers for the three systems; each is built on its own system and processor, because packages bring their binaries that way. */
export default {
  appId: 'org.unfold.app',
  productName: 'Unfold',
  copyright: 'MIT licence',
  directories: { output: 'dist', buildResources: 'resources' },
  files: ['out/**', 'resources/**', 'package.json', '!**/*.map', '!**/*.d.ts', '!node_modules/*/{test,tests,docs,example,examples}/**'],
  // The workers run under the Node that ships with the app, and a plain Node reads no archive.
  asar: true,
  asarUnpack: ['package.json', 'out/main/**', 'resources/**', 'node_modules/**'],
  extraResources: pack === null ? [] : [{ from: pack.folder, to: 'engine' }],
  // Every native package carries its binaries; nothing is compiled.
  npmRebuild: false,
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  },
  artifactName: `\${productName}-\${version}-\${os}-\${arch}.\${ext}`,
  publish: { provider: 'github', releaseType: 'draft' },
  linux: {
    target: ['AppImage', 'deb'],
    category: 'Education',
    icon: 'resources/icons/icon.png',
    synopsis: 'Train neural networks on your own data, without code',
    maintainer: 'The Unfold authors <unfold@users.noreply.github.com>',
  },
  win: { target: ['nsis'], icon: 'resources/icons/icon.png' },
  nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true, deleteAppDataOnUninstall: false },
  mac: {
    target: ['dmg', 'zip'],
    icon: 'resources/icons/icon.png',
    category: 'public.app-category.education',
    hardenedRuntime: true,
    entitlements: 'resources/entitlements.mac.plist',
    entitlementsInherit: 'resources/entitlements.mac.plist',
    extendInfo: { NSCameraUsageDescription: 'Unfold shows your trained network a picture from the camera when you ask it to.' },
  },
};
