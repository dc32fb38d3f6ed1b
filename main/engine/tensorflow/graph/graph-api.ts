import koffi, { type LibraryHandle } from 'koffi';
import type { AttributeSetters } from '../attributes.ts';
import type { Pointer } from '../library.ts';

/** Output `index` of an operation of a graph: TF_Output. */
export interface Output {
  oper: Pointer;
  index: number;
}

/** Tells how a run in another thread ended. */
type Ended = (error: Error | null) => void;

/** The functions of TensorFlow's C API that make graphs and run them (tensorflow/c/c_api.h). */
export interface GraphApi {
  newGraph(): Pointer;
  deleteGraph(graph: Pointer): void;
  /** The description of an operation, to be finished; inputs and attributes are set on it meanwhile. */
  newOperation(graph: Pointer, kind: string, name: string): Pointer;
  addInput(description: Pointer, input: Output): void;
  /** `inputs` as pack() makes them. */
  addInputList(description: Pointer, inputs: BigUint64Array, count: number): void;
  addControlInput(description: Pointer, operation: Pointer): void;
  attributes: AttributeSetters;
  setTensor(description: Pointer, name: string, tensor: Pointer, status: Pointer): void;
  /** Frees the description, whatever comes of it. */
  finishOperation(description: Pointer, status: Pointer): Pointer | null;
  outputCount(operation: Pointer): number;
  outputType(output: Output): number;
  /** -1 where it is not known. */
  outputRank(graph: Pointer, output: Output, status: Pointer): number;
  outputShape(graph: Pointer, output: Output, shape: BigInt64Array, rank: number, status: Pointer): void;
  newBuffer(): Pointer;
  deleteBuffer(buffer: Pointer): void;
  operationDefinition(graph: Pointer, kind: string, into: Pointer, status: Pointer): void;

  newSessionOptions(): Pointer;
  setSessionConfig(options: Pointer, config: Uint8Array, bytes: number, status: Pointer): void;
  deleteSessionOptions(options: Pointer): void;
  newSession(graph: Pointer, options: Pointer, status: Pointer): Pointer | null;
  closeSession(session: Pointer, status: Pointer): void;
  deleteSession(session: Pointer, status: Pointer): void;
  /** Runs in a thread of its own; everything handed over has to stay as it is until `ended`. */
  run(
    session: Pointer,
    feeds: BigUint64Array,
    fed: BigUint64Array,
    feedCount: number,
    fetches: BigUint64Array,
    fetched: BigUint64Array,
    fetchCount: number,
    targets: BigUint64Array,
    targetCount: number,
    status: Pointer,
    ended: Ended,
  ): void;
}

/** Outputs as the C API takes several: TF_Output is a pointer and an int, padded to 16 bytes. */
export function pack(outputs: readonly Output[]): BigUint64Array {
  return BigUint64Array.from(outputs.flatMap(({ oper, index }) => [oper, BigInt(index)]));
}

const output = koffi.struct({ oper: 'void*', index: 'int' });

/** Declares those functions of a loaded library; throws where it lacks one. */
export function declareGraphApi(library: LibraryHandle): GraphApi {
  const c = (signature: string) => library.func(signature);
  const setShape = c('void TF_SetAttrShape(void*, const char*, const int64_t*, int)');
  const runSession = c(
    'void TF_SessionRun(void*, const void*, const void*, const void*, int, const void*, void*, int, const void*, int, void*, void*)',
  );
  return {
    newGraph: c('void* TF_NewGraph()'),
    deleteGraph: c('void TF_DeleteGraph(void*)'),
    newOperation: c('void* TF_NewOperation(void*, const char*, const char*)'),
    addInput: library.func('TF_AddInput', 'void', ['void*', output]),
    addInputList: c('void TF_AddInputList(void*, const void*, int)'),
    addControlInput: c('void TF_AddControlInput(void*, void*)'),
    attributes: {
      setType: c('void TF_SetAttrType(void*, const char*, int)'),
      setInteger: c('void TF_SetAttrInt(void*, const char*, int64_t)'),
      setIntegers: c('void TF_SetAttrIntList(void*, const char*, const int64_t*, int)'),
      setFloat: c('void TF_SetAttrFloat(void*, const char*, float)'),
      setFloats: c('void TF_SetAttrFloatList(void*, const char*, const float*, int)'),
      setBoolean: c('void TF_SetAttrBool(void*, const char*, uint8_t)'),
      setBooleans: c('void TF_SetAttrBoolList(void*, const char*, const uint8_t*, int)'),
      setString: c('void TF_SetAttrString(void*, const char*, const void*, size_t)'),
      setTypes: c('void TF_SetAttrTypeList(void*, const char*, const int*, int)'),
      setShape: (description, name, shape, rank) => setShape(description, name, shape, rank),
    },
    setTensor: c('void TF_SetAttrTensor(void*, const char*, void*, void*)'),
    finishOperation: c('void* TF_FinishOperation(void*, void*)'),
    outputCount: c('int TF_OperationNumOutputs(void*)'),
    outputType: library.func('TF_OperationOutputType', 'int', [output]),
    outputRank: library.func('TF_GraphGetTensorNumDims', 'int', ['void*', output, 'void*']),
    outputShape: library.func('TF_GraphGetTensorShape', 'void', ['void*', output, 'void*', 'int', 'void*']),
    newBuffer: c('void* TF_NewBuffer()'),
    deleteBuffer: c('void TF_DeleteBuffer(void*)'),
    operationDefinition: c('void TF_GraphGetOpDef(void*, const char*, void*, void*)'),

    newSessionOptions: c('void* TF_NewSessionOptions()'),
    setSessionConfig: c('void TF_SetConfig(void*, const void*, size_t, void*)'),
    deleteSessionOptions: c('void TF_DeleteSessionOptions(void*)'),
    newSession: c('void* TF_NewSession(void*, const void*, void*)'),
    closeSession: c('void TF_CloseSession(void*, void*)'),
    deleteSession: c('void TF_DeleteSession(void*, void*)'),
    run: (session, feeds, fed, feedCount, fetches, fetched, fetchCount, targets, targetCount, status, ended) =>
      runSession.async(session, null, feeds, fed, feedCount, fetches, fetched, fetchCount, targets, targetCount, null, status, ended),
  };
}
