// The ledger's second verifier, in Python, on logs that are whole and logs that are not.
import assert from "node:assert";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import test from "node:test";

const PYTHON = process.env.PYTHON ?? "python3";
const able = spawnSync(PYTHON, ["-c", "import cryptography"]).status === 0;

test("docs/verify.py finds what is wrong with a ledger, and nothing where all is well", {
  skip: able || process.env.CI ? false : `${PYTHON} has no package cryptography`,
}, () => {
  const ran = spawnSync(PYTHON, [join(import.meta.dirname, "verify_test.py")], { encoding: "utf8" });
  assert.equal(ran.status, 0, ran.stderr.slice(-6_000));
});
