package io.xiangyin.server.llm;

/** Somebody who may stop waiting. Asked while a model is silent too, so that a call ends within a moment. */
interface Stoppable {
    boolean stopped();
}
