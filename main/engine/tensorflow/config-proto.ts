import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/** What decides how the library computes: threads inside an operation, operations at once, whether it may use a GPU. */
export interface ContextSettings {
  intraThreads: number;
  interThreads: number;
  allowGpu: boolean;
  /** Whether a graph's operations may not even be joined into fewer ones, which may round differently. */
  asWritten?: boolean;
}

/**
 * RewriterConfig.OFF, for what changes the last bits and gains no time here: arithmetic_optimization reorders sums, constant_folding
 * multiplies by reciprocals where the graph divides. So a graph computes what its operations say.
 */
const off = 2;

/** Those settings as bytes of a ConfigProto (tensorflow/core/protobuf/config.proto, rewriter_config.proto). */
export function configProto({ intraThreads, interThreads, allowGpu, asWritten = false }: ContextSettings): Uint8Array {
  const config = new BinaryWriter();
  if (!allowGpu) {
    const none = config.tag(1, WireType.LengthDelimited).fork(); // device_count['GPU'] = 0
    none.tag(1, WireType.LengthDelimited).string('GPU').tag(2, WireType.Varint).int32(0).join();
  }
  config.tag(2, WireType.Varint).int32(intraThreads); // intra_op_parallelism_threads
  config.tag(5, WireType.Varint).int32(interThreads); // inter_op_parallelism_threads
  config.tag(6, WireType.LengthDelimited).fork().tag(4, WireType.Varint).bool(true).join(); // gpu_options.allow_growth: take memory as it is needed
  config.tag(9, WireType.Varint).bool(true); // use_per_session_threads: a session gets what it asks for, not what the first one asked for
  const rewriting = config.tag(10, WireType.LengthDelimited).fork().tag(10, WireType.LengthDelimited).fork(); // graph_options.rewrite_options
  rewriting.tag(3, WireType.Varint).int32(off).tag(7, WireType.Varint).int32(off);
  if (asWritten) rewriting.tag(14, WireType.Varint).int32(off); // remapping
  rewriting.join().join();
  return config.finish();
}
