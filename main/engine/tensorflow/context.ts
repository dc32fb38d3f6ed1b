import { appError } from '#app/errors.ts';
import type { CApi } from './c-api.ts';
import { type ContextSettings, configProto } from './config-proto.ts';
import type { Pointer } from './library.ts';
import { Status } from './status.ts';

/** A device of the library: its full name (/job:localhost/…/device:GPU:0) and kind (CPU, GPU). */
export interface Device {
  name: string;
  type: string;
}

/** An open execution context; `dispose` closes all of it. */
export interface Context {
  pointer: Pointer;
  status: Status;
  devices: Device[];
  dispose(): void;
}

/** Opens an execution context; throws engine-load-failed with what the library said. */
export function openContext(api: CApi, library: string, settings: ContextSettings): Context {
  const status = new Status(api);
  const options = api.newContextOptions();
  let pointer: Pointer | null = null;
  try {
    const config = configProto(settings);
    api.setConfig(options, config, config.length, status.pointer);
    requireWell(status, library);
    pointer = api.newContext(options, status.pointer);
    requireWell(status, library);
    if (pointer === null) throw appError('engine-load-failed', { library, why: 'it opened no context' });
    const opened = pointer;
    const dispose = (): void => {
      api.deleteContext(opened);
      status.dispose();
    };
    return { pointer, status, devices: devicesOf(api, pointer, status, library), dispose };
  } catch (error) {
    if (pointer !== null) api.deleteContext(pointer);
    status.dispose();
    throw error;
  } finally {
    api.deleteContextOptions(options);
  }
}

function devicesOf(api: CApi, context: Pointer, status: Status, library: string): Device[] {
  const list = api.listDevices(context, status.pointer);
  requireWell(status, library);
  if (list === null) return [];
  const devices = Array.from({ length: api.deviceCount(list) }, (_, index) => ({
    name: api.deviceName(list, index, status.pointer),
    type: api.deviceType(list, index, status.pointer),
  }));
  api.deleteDeviceList(list);
  return devices;
}

function requireWell(status: Status, library: string): void {
  const failure = status.failure();
  if (failure !== undefined) throw appError('engine-load-failed', { library, why: failure.why }, failure.detail);
}
