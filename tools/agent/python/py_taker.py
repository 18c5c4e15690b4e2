"""A real Python worker without a model: tells what its job was given in its own attributes. For tests, never packaged."""

import hashlib

from livekit import agents


async def take(ctx: agents.JobContext) -> None:
    await ctx.connect()
    given = ctx.job.metadata.encode()
    await ctx.room.local_participant.set_attributes(
        {"py.echo.length": str(len(given)), "py.echo.sha256": hashlib.sha256(given).hexdigest()}
    )


if __name__ == "__main__":
    agents.cli.run_app(
        agents.WorkerOptions(
            entrypoint_fnc=take,
            agent_name="py-taker",
            # A busy machine would else lose the dispatch without a word.
            load_fnc=lambda *_: 0.1,
            num_idle_processes=1,
            host="127.0.0.1",
            port=0,
        )
    )
