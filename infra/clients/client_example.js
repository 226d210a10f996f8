#!/usr/bin/env node
// A client of the generation API. Nothing but Node.js 18 is needed; the part between the lines runs in browsers, too.
//
//     API_KEY=test-key-123 node client_example.js "Explain quantum computing in simple terms"
//
// BASE_URL is http://localhost:8000 unless it is set.
'use strict';

const API_KEY = process.env.API_KEY;
const BASE_URL = process.env.BASE_URL || 'http://localhost:8000';

// --------------------------------------------------------------------------------
async function call(method, path, body) {
  const answer = await fetch(BASE_URL + path, {
    method,
    headers: { 'X-API-Key': API_KEY, 'Content-Type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  const told = await answer.json();
  if (!answer.ok) {
    throw new Error(told.error);
  }
  return told;
}

async function generateText(prompt, maxTokens = 256) {
  const { task_id: taskId } = await call('POST', '/generate', { prompt, max_tokens: maxTokens, temperature: 0.7 });
  for (;;) {
    const result = await call('GET', `/result/${taskId}`);
    if (result.status === 'completed') {
      return result;
    }
    if (result.status === 'error') {
      throw new Error(result.error_message);
    }
    await new Promise((resolve) => setTimeout(resolve, 2000));
  }
}
// --------------------------------------------------------------------------------

generateText(process.argv[2] || 'Explain quantum computing in simple terms', 100).then(
  (result) => {
    console.log(result.result);
    console.log(JSON.stringify(result.metrics));
  },
  (failure) => {
    console.error(failure.message);
    process.exitCode = 1;
  },
);
