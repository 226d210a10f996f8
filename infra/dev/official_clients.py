"""Asks a gateway by OpenAI's and Anthropic's own Python clients and says what came; started by official-clients, which installs them."""

import argparse
import sys
from typing import Any, Callable

import anthropic
import openai

PROMPT = "How far away is the moon? Answer in one sentence."


def expect(condition: bool, what: str) -> None:
    if not condition:
        raise AssertionError(what)


def openai_whole(client: openai.OpenAI, model: str) -> str:
    answer = client.chat.completions.create(model=model, max_tokens=24, messages=[{"role": "user", "content": PROMPT}])
    expect(bool(answer.choices[0].message.content), "the answer has no text")
    expect(answer.usage is not None and answer.usage.completion_tokens > 0, "the answer counts no tokens")
    return f"{answer.usage.completion_tokens} tokens: {answer.choices[0].message.content!r}"


def openai_streamed(client: openai.OpenAI, model: str) -> str:
    pieces = []
    with client.chat.completions.create(
        model=model, max_tokens=24, stream=True, messages=[{"role": "user", "content": PROMPT}]
    ) as stream:
        for chunk in stream:
            pieces += [choice.delta.content for choice in chunk.choices if choice.delta.content]
    expect(len(pieces) > 1, "the answer came in one piece")
    return f"{len(pieces)} pieces: {''.join(pieces)!r}"


def openai_models(client: openai.OpenAI, model: str) -> str:
    names = [each.id for each in client.models.list()]
    expect(model in names, f"{model} is not among {names}")
    return ", ".join(names)


def openai_unknown(client: openai.OpenAI, model: str) -> str:
    try:
        client.chat.completions.create(model="no-such-model", messages=[{"role": "user", "content": PROMPT}])
    except openai.NotFoundError as error:
        return str(error.body)
    raise AssertionError("a model that nobody serves was answered")


def openai_stranger(client: openai.OpenAI, model: str) -> str:
    try:
        client.with_options(api_key="nobodys-key-0123").models.list()
    except openai.AuthenticationError as error:
        return str(error.body)
    raise AssertionError("a key that nobody knows was taken")


def anthropic_whole(client: anthropic.Anthropic, model: str) -> str:
    answer = client.messages.create(model=model, max_tokens=24, messages=[{"role": "user", "content": PROMPT}])
    text = "".join(block.text for block in answer.content if block.type == "text")
    expect(bool(text), "the answer has no text")
    return f"{answer.usage.output_tokens} tokens: {text!r}"


def anthropic_streamed(client: anthropic.Anthropic, model: str) -> str:
    with client.messages.stream(model=model, max_tokens=24, messages=[{"role": "user", "content": PROMPT}]) as stream:
        pieces = list(stream.text_stream)
    expect(len(pieces) > 1, "the answer came in one piece")
    return f"{len(pieces)} pieces: {''.join(pieces)!r}"


def anthropic_unknown(client: anthropic.Anthropic, model: str) -> str:
    try:
        client.messages.create(model="no-such-model", max_tokens=1, messages=[{"role": "user", "content": PROMPT}])
    except anthropic.NotFoundError as error:
        return str(error.body)
    raise AssertionError("a model that nobody serves was answered")


def main() -> None:
    parser = argparse.ArgumentParser(prog="official-clients")
    parser.add_argument("--url", default="http://127.0.0.1:8080", help="the gateway (default: %(default)s)")
    parser.add_argument("--key", required=True, help="a key of its callers")
    parser.add_argument("--model", required=True, help="a model that it serves by OpenAI's API")
    parser.add_argument("--anthropic-model", help="one that it serves by Anthropic's; without it that client only meets errors")
    asked = parser.parse_args()
    of_openai = openai.OpenAI(base_url=asked.url + "/v1", api_key=asked.key, max_retries=0)
    of_anthropic = anthropic.Anthropic(base_url=asked.url, api_key=asked.key, max_retries=0)
    steps: list[tuple[Callable[[Any, str], str], Any, str]] = [
        (step, of_openai, asked.model)
        for step in (openai_models, openai_whole, openai_streamed, openai_unknown, openai_stranger)
    ]
    steps += [(anthropic_unknown, of_anthropic, "")]
    if asked.anthropic_model:
        steps += [(step, of_anthropic, asked.anthropic_model) for step in (anthropic_whole, anthropic_streamed)]
    failed = 0
    for step, client, model in steps:
        try:
            print(f"ok      {step.__name__}: {step(client, model)}", flush=True)
        except Exception as error:  # Whatever a client throws is what is wanted here.
            failed += 1
            print(f"FAILED  {step.__name__}: {type(error).__name__}: {error}", flush=True)
    print(f"openai {openai.__version__}, anthropic {anthropic.__version__}: {len(steps) - failed} of {len(steps)} well")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
