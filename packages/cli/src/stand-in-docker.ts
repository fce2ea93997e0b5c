/** The program that jobs start as `docker` where no docker can build: in the package it is a bundle of its own. */
import '@slipway/local-workflows/stand-in-docker';
