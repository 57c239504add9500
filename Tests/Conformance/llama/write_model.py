"""Writes a language model of seeded random weights as a GGUF file. Usage: write_model.py OUTPUT.gguf

Architecture llama, two layers, 64 wide, with a vocabulary made up here: control tokens, the 256 bytes and a list of words. It says
nothing that means anything, but a server treats it as any other model: it tokenises, samples, stops and counts.

Three things are not left to chance, so that every reply can be checked:
- The last dimension is 1 in every embedding and nothing else writes to it: its weights in the output matrix are a bias. Control tokens but
  the end have one that never lets them win, bytes one that lets them through now and then, so that characters of several bytes are cut
  into tokens as large models cut them.
- The dimension before it is 1 for words and -1 for bytes and control tokens; the end of the text has a weight there. After a byte, where
  all prompts end, the end cannot come: no reply is empty. After a word it comes about once in thirty tokens: replies end by themselves.
- No layer writes to these two.
"""
import random
import struct
import sys

WIDTH, HEADS, LAYERS, INNER, CONTEXT, SEED = 64, 4, 2, 128, 4096, 20261121
CONTROL = ["<unk>", "<s>", "</s>"]
WORDS = """the a of and to in is with for from this that each then first next loss curve rate step batch model layer weight gradient
    schedule warm up down check compare plot measure value mean error data order seed run test train small large two three five half
    longer shorter before after stays falls rises again café naïve Größe 학습 曲線 потери 🙂""".split()
TEMPLATE = (
    "{% for message in messages %}[{{ message['role'] }}]\n{{ message['content'] }}</s>\n{% endfor %}"
    "{% if add_generation_prompt %}[assistant]\n{% endif %}"
)
F32, UINT32, INT32, FLOAT32, BOOL, STRING, ARRAY = 0, 4, 5, 6, 7, 8, 9
ALIGNMENT = 32


def text(value):
    data = value.encode()
    return struct.pack("<Q", len(data)) + data


def encoded(kind, value):
    return text(value) if kind == STRING else struct.pack({UINT32: "<I", INT32: "<i", FLOAT32: "<f", BOOL: "<?"}[kind], value)


def member(key, kind, value):
    return text(key) + struct.pack("<I", kind) + encoded(kind, value)


def members(key, kind, values):
    head = text(key) + struct.pack("<IIQ", ARRAY, kind, len(values))
    return head + b"".join(encoded(kind, value) for value in values)


def vocabulary():
    """(text, score, type) of every token; SentencePiece merges to the pair with the highest score, so every prefix of a word is one too."""
    tokens = [(CONTROL[0], 0.0, 2), (CONTROL[1], 0.0, 3), (CONTROL[2], 0.0, 3)]
    tokens += [(f"<0x{byte:02X}>", 0.0, 6) for byte in range(256)]
    return tokens + [("\u2581" + word, -float(place), 1) for place, word in enumerate(WORDS)]


def tensors(tokens):
    """(name, shape from the fastest dimension on, values)"""
    draw = random.Random(SEED)
    guarded = (WIDTH - 2, WIDTH - 1)

    def matrix(rows, columns, scale, silent=()):
        return [0.0 if row in silent else draw.gauss(0, scale) for row in range(rows) for _ in range(columns)]

    embedding, output = [], []
    for place, (name, _, kind) in enumerate(tokens):
        embedding += [draw.gauss(0, 0.5) for _ in range(WIDTH - 2)] + [1.0 if kind == 1 else -1.0, 1.0]
        ends = name == "</s>"
        bias = {1: 0.0, 2: -50.0, 3: -4.0 if ends else -50.0, 6: -3.5 if place > 3 + 31 else -50.0}[kind]
        output += [draw.gauss(0, 0.06) for _ in range(WIDTH - 2)] + [4.5 if ends else 0.0, bias]
    yield "token_embd.weight", (WIDTH, len(tokens)), embedding
    yield "output_norm.weight", (WIDTH,), [1.0] * WIDTH
    yield "output.weight", (WIDTH, len(tokens)), output
    for layer in range(LAYERS):
        for name in ("attn_norm", "ffn_norm"):
            yield f"blk.{layer}.{name}.weight", (WIDTH,), [1.0] * WIDTH
        for name in ("attn_q", "attn_k", "attn_v"):
            yield f"blk.{layer}.{name}.weight", (WIDTH, WIDTH), matrix(WIDTH, WIDTH, 0.1)
        yield f"blk.{layer}.attn_output.weight", (WIDTH, WIDTH), matrix(WIDTH, WIDTH, 0.1, silent=guarded)
        for name in ("ffn_gate", "ffn_up"):
            yield f"blk.{layer}.{name}.weight", (WIDTH, INNER), matrix(INNER, WIDTH, 0.1)
        yield f"blk.{layer}.ffn_down.weight", (INNER, WIDTH), matrix(WIDTH, INNER, 0.1, silent=guarded)


def main(path):
    tokens = vocabulary()
    facts = [
        member("general.architecture", STRING, "llama"),
        member("general.name", STRING, "random weights"),
        member("general.alignment", UINT32, ALIGNMENT),
        member("llama.context_length", UINT32, CONTEXT),
        member("llama.embedding_length", UINT32, WIDTH),
        member("llama.block_count", UINT32, LAYERS),
        member("llama.feed_forward_length", UINT32, INNER),
        member("llama.attention.head_count", UINT32, HEADS),
        member("llama.attention.head_count_kv", UINT32, HEADS),
        member("llama.attention.layer_norm_rms_epsilon", FLOAT32, 1e-5),
        member("llama.rope.dimension_count", UINT32, WIDTH // HEADS),
        member("llama.vocab_size", UINT32, len(tokens)),
        member("tokenizer.ggml.model", STRING, "llama"),
        members("tokenizer.ggml.tokens", STRING, [token[0] for token in tokens]),
        members("tokenizer.ggml.scores", FLOAT32, [token[1] for token in tokens]),
        members("tokenizer.ggml.token_type", INT32, [token[2] for token in tokens]),
        member("tokenizer.ggml.unknown_token_id", UINT32, 0),
        member("tokenizer.ggml.bos_token_id", UINT32, 1),
        member("tokenizer.ggml.eos_token_id", UINT32, 2),
        member("tokenizer.ggml.add_bos_token", BOOL, True),
        member("tokenizer.ggml.add_space_prefix", BOOL, False),
        member("tokenizer.chat_template", STRING, TEMPLATE),
    ]
    infos, data = [], bytearray()
    for name, shape, values in tensors(tokens):
        infos.append(text(name) + struct.pack(f"<I{len(shape)}QIQ", len(shape), *shape, F32, len(data)))
        data += struct.pack(f"<{len(values)}f", *values)
        data += bytes(-len(data) % ALIGNMENT)
    head = b"GGUF" + struct.pack("<IQQ", 3, len(infos), len(facts)) + b"".join(facts) + b"".join(infos)
    with open(path, "wb") as file:
        file.write(head + bytes(-len(head) % ALIGNMENT) + data)


if __name__ == "__main__":
    main(sys.argv[1])
