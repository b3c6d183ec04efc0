"""What the city answered in public: questions that their authors let be published, and how each department answers."""
