import { Message } from './protobuf.ts';

/** What decides how the library computes: threads inside an operation, operations at once, whether it may use a GPU. */
export interface ContextSettings {
  intraThreads: number;
  interThreads: number;
  allowGpu: boolean;
}

/** Those settings as bytes of a ConfigProto (tensorflow/core/protobuf/config.proto). */
export function configProto({ intraThreads, interThreads, allowGpu }: ContextSettings): Uint8Array {
  const config = new Message()
    .integer(2, intraThreads) // intra_op_parallelism_threads
    .integer(5, interThreads) // inter_op_parallelism_threads
    .bytes(6, new Message().integer(4, true)); // gpu_options.allow_growth: take memory as it is needed, not all of it
  if (!allowGpu) config.bytes(1, new Message().bytes(1, 'GPU').integer(2, 0)); // device_count['GPU'] = 0
  return config.encode();
}
