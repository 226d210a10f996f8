SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  // The validator badge would send the contract to an outside host.
  validatorUrl: null,
});
