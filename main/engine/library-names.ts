/** Names of TensorFlow's C library by platform: as TensorFlow for Java and the Python wheel have it, then the plain C package. */
const names: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: ['libtensorflow_cc.so.2', 'libtensorflow.so.2'],
  darwin: ['libtensorflow_cc.2.dylib', 'libtensorflow.2.dylib'],
  win32: ['tensorflow.dll', 'tensorflow_cc.dll'],
};

export const libraryNames = (platform: NodeJS.Platform): readonly string[] => names[platform] ?? [];
