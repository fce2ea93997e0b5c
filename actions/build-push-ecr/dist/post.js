// The entry of the post step, copied into dist as it is. A main step that was killed before it could save any state
// must not be taken for one that has yet to run, so the entry itself says which step this is.
process.argv.push('--post');
await import('./index.js');
