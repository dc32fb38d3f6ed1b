import type { LibraryHandle } from 'koffi';
import type { AttributeSetters } from './attributes.ts';
import type { Pointer } from './library.ts';

/** The functions of TensorFlow's C API that run single operations (tensorflow/c/c_api.h, tensorflow/c/eager/c_api.h). */
export interface CApi extends AttributeSetters {
  version(): string;
  newStatus(): Pointer;
  deleteStatus(status: Pointer): void;
  code(status: Pointer): number;
  message(status: Pointer): string;

  newContextOptions(): Pointer;
  setConfig(options: Pointer, config: Uint8Array, bytes: number, status: Pointer): void;
  deleteContextOptions(options: Pointer): void;
  newContext(options: Pointer, status: Pointer): Pointer | null;
  deleteContext(context: Pointer): void;
  listDevices(context: Pointer, status: Pointer): Pointer | null;
  deleteDeviceList(list: Pointer): void;
  deviceCount(list: Pointer): number;
  deviceName(list: Pointer, index: number, status: Pointer): string;
  deviceType(list: Pointer, index: number, status: Pointer): string;

  allocateTensor(dataType: number, shape: BigInt64Array, rank: number, bytes: number): Pointer | null;
  tensorData(tensor: Pointer): Pointer;
  tensorBytes(tensor: Pointer): number;
  tensorType(tensor: Pointer): number;
  deleteTensor(tensor: Pointer): void;

  newHandle(tensor: Pointer, status: Pointer): Pointer | null;
  copyToDevice(handle: Pointer, context: Pointer, device: string, status: Pointer): Pointer | null;
  resolve(handle: Pointer, status: Pointer): Pointer | null;
  handleRank(handle: Pointer, status: Pointer): number;
  handleDimension(handle: Pointer, index: number, status: Pointer): number;
  handleType(handle: Pointer): number;
  backingDevice(handle: Pointer, status: Pointer): string;
  deleteHandle(handle: Pointer): void;

  newOperation(context: Pointer, name: string, status: Pointer): Pointer | null;
  addInput(operation: Pointer, handle: Pointer, status: Pointer): void;
  /** `outputs` has room for the handles; `count` says how many there may be, and is told how many there are. */
  execute(operation: Pointer, outputs: BigUint64Array, count: Int32Array, status: Pointer): void;
  deleteOperation(operation: Pointer): void;
}

/** Declares those functions of a loaded library; throws where it lacks one. */
export function declareApi(library: LibraryHandle): CApi {
  const c = (signature: string) => library.func(signature);
  return {
    version: c('const char* TF_Version()'),
    newStatus: c('void* TF_NewStatus()'),
    deleteStatus: c('void TF_DeleteStatus(void*)'),
    code: c('int TF_GetCode(const void*)'),
    message: c('const char* TF_Message(const void*)'),

    newContextOptions: c('void* TFE_NewContextOptions()'),
    setConfig: c('void TFE_ContextOptionsSetConfig(void*, const void*, size_t, void*)'),
    deleteContextOptions: c('void TFE_DeleteContextOptions(void*)'),
    newContext: c('void* TFE_NewContext(const void*, void*)'),
    deleteContext: c('void TFE_DeleteContext(void*)'),
    listDevices: c('void* TFE_ContextListDevices(void*, void*)'),
    deleteDeviceList: c('void TF_DeleteDeviceList(void*)'),
    deviceCount: c('int TF_DeviceListCount(const void*)'),
    deviceName: c('const char* TF_DeviceListName(const void*, int, void*)'),
    deviceType: c('const char* TF_DeviceListType(const void*, int, void*)'),

    allocateTensor: c('void* TF_AllocateTensor(int, const int64_t*, int, size_t)'),
    tensorData: c('void* TF_TensorData(const void*)'),
    tensorBytes: c('size_t TF_TensorByteSize(const void*)'),
    tensorType: c('int TF_TensorType(const void*)'),
    deleteTensor: c('void TF_DeleteTensor(void*)'),

    newHandle: c('void* TFE_NewTensorHandle(const void*, void*)'),
    copyToDevice: c('void* TFE_TensorHandleCopyToDevice(void*, void*, const char*, void*)'),
    resolve: c('void* TFE_TensorHandleResolve(void*, void*)'),
    handleRank: c('int TFE_TensorHandleNumDims(void*, void*)'),
    handleDimension: c('int64_t TFE_TensorHandleDim(void*, int, void*)'),
    handleType: c('int TFE_TensorHandleDataType(void*)'),
    backingDevice: c('const char* TFE_TensorHandleBackingDeviceName(void*, void*)'),
    deleteHandle: c('void TFE_DeleteTensorHandle(void*)'),

    newOperation: c('void* TFE_NewOp(void*, const char*, void*)'),
    addInput: c('void TFE_OpAddInput(void*, void*, void*)'),
    setType: c('void TFE_OpSetAttrType(void*, const char*, int)'),
    setInteger: c('void TFE_OpSetAttrInt(void*, const char*, int64_t)'),
    setIntegers: c('void TFE_OpSetAttrIntList(void*, const char*, const int64_t*, int)'),
    setFloat: c('void TFE_OpSetAttrFloat(void*, const char*, float)'),
    setFloats: c('void TFE_OpSetAttrFloatList(void*, const char*, const float*, int)'),
    setBoolean: c('void TFE_OpSetAttrBool(void*, const char*, uint8_t)'),
    setBooleans: c('void TFE_OpSetAttrBoolList(void*, const char*, const uint8_t*, int)'),
    setString: c('void TFE_OpSetAttrString(void*, const char*, const void*, size_t)'),
    setTypes: c('void TFE_OpSetAttrTypeList(void*, const char*, const int*, int)'),
    setShape: c('void TFE_OpSetAttrShape(void*, const char*, const int64_t*, int, void*)'),
    execute: c('void TFE_Execute(void*, void*, void*, void*)'),
    deleteOperation: c('void TFE_DeleteOp(void*)'),
  };
}
