// Written by 'make vendors' from the files under Known.

extension Vendor {
    /// Everyone, in the order of the files; rules look for marks of their own and need none.
    package static let known: [Vendor] = [
        .alibaba,
        .anthropic,
        .azure,
        .bedrock,
        .cohere,
        .deepSeek,
        .gemini,
        .groq,
        .liteLLM,
        .llamaCpp,
        .mistral,
        .moonshot,
        .ollama,
        .openAI,
        .openRouter,
        .together,
        .vLLM,
        .xAI,
        .zhipu,
    ]
}
