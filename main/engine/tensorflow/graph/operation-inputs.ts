import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';

/** An input of an operation as its definition has it: one tensor, or a list of them. */
export interface InputSlot {
  /** The attribute that says how many tensors the list has; null: one tensor. */
  count: string | null;
}

/** The inputs of an operation, from its OpDef (tensorflow/core/framework/op_def.proto: input_arg 2; number_attr 5, type_list_attr 6). */
export function inputSlots(definition: Uint8Array): InputSlot[] {
  const slots: InputSlot[] = [];
  for (const argument of fields(definition, 2)) {
    const [count] = [...fields(argument, 5), ...fields(argument, 6)];
    slots.push({ count: count === undefined ? null : new TextDecoder().decode(count) });
  }
  return slots;
}

/** Every value of a length-delimited field, in their order. */
function* fields(message: Uint8Array, wanted: number): Generator<Uint8Array> {
  const reader = new BinaryReader(message);
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    if (field === wanted && type === WireType.LengthDelimited) yield reader.bytes();
    else reader.skip(type, field);
  }
}
