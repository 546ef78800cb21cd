/** Also marks a folder as a data root: see `prepareRoot`. */
export const README_FILE = 'README.txt';

export const README_TEXT = `KORA Studio keeps everything it knows in this folder, and nowhere else.

models/          model files, and catalog.json, the list of them
configs/         studio.json (your settings), trusted-publishers.json, plugin-state.json, sessions.json (digests of
                 browser sessions), api-token (keep it secret)
plugins/         installed plugins; plugin-storage/ is what they keep
conversations/   your chats
telemetry/       one log per run, without your words: times, counts and hashes; index.sqlite is rebuilt from them
runs/            the contents of runs: inputs, answers, outputs. Yours to delete; "keep_run_contents": false stops it
logs/            logs and crash reports; they are sent to nobody
caches/          may be deleted at any time
exports/         what you exported

studio.lock says which process uses this folder, and its port. studio.mutex is how a second one notices.
To back up or to move, stop KORA Studio and copy the whole folder. To remove every trace, stop it and delete the folder.
`;
