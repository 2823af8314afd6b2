// Whatever the description allows, and what it forbids, is sent; nothing may be the server's fault (schemathesis, from PyPI).
import { spawn } from "node:child_process";
import { test } from "node:test";
import { serve } from "./stand.mjs";

const PROGRAM = process.env.SCHEMATHESIS;
const CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,unsupported_method";

test("what the description allows and forbids is never the server's fault", { skip: PROGRAM ? false : "SCHEMATHESIS names no program" }, async () => {
  const server = await serve();
  try {
    const said = [];
    const code = await new Promise((ended) => {
      const child = spawn(PROGRAM, [
        "run", `${server.address}/api/openapi.json`, "--checks", CHECKS, "--max-examples", "30", "--seed", "7",
        "--generation-database", "none", "--no-color", "--suppress-health-check", "all",
      ], { cwd: process.env.TMPDIR ?? "/tmp" });
      child.stdout.on("data", (chunk) => said.push(chunk));
      child.stderr.on("data", (chunk) => said.push(chunk));
      child.on("exit", ended);
    });
    if (code !== 0) throw new Error(said.join("").slice(-6_000));
  } finally {
    await server.close();
  }
});
